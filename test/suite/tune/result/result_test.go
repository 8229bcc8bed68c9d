package result

import "testing"

func TestParse(t *testing.T) {
	home, guests, err := Parse("3:1")
	if home != 3 || guests != 1 || err != nil {
		t.Errorf("got %d, %d, %v, want 3, 1, nil", home, guests, err)
	}
	home, guests, err = Parse("0:10")
	if home != 0 || guests != 10 || err != nil {
		t.Errorf("got %d, %d, %v, want 0, 10, nil", home, guests, err)
	}
	if _, _, err = Parse("3-1"); err == nil {
		t.Error("no error for 3-1")
	}
}
