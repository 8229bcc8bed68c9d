package stars

import "testing"

func TestStarsHidden(t *testing.T) {
	for rating, want := range map[int]string{
		-100: "-----",
		-1:   "-----",
		0:    "-----",
		1:    "*----",
		2:    "**---",
		4:    "****-",
		6:    "*****",
		99:   "*****",
	} {
		if got := Stars(rating); got != want {
			t.Errorf("Stars(%d) = %q, want %q", rating, got, want)
		}
	}
}
