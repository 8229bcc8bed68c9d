package birthday

import "testing"

func TestAge(t *testing.T) {
	age, err := Age(1990, 2020)
	if err != nil {
		t.Fatal(err)
	}
	if age != 30 {
		t.Errorf("got %d, want 30", age)
	}
	age, err = Age(2003, 2010)
	if err != nil {
		t.Fatal(err)
	}
	if age != 7 {
		t.Errorf("got %d, want 7", age)
	}
}
