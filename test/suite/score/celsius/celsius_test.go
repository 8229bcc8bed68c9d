package celsius

import "testing"

func TestCelsius(t *testing.T) {
	if got, err := Celsius("21C"); got != 21 || err != nil {
		t.Errorf("got %d, %v, want 21, nil", got, err)
	}
	if got, err := Celsius("-3C"); got != -3 || err != nil {
		t.Errorf("got %d, %v, want -3, nil", got, err)
	}
	if _, err := Celsius("70F"); err == nil {
		t.Error("no error for 70F")
	}
}
