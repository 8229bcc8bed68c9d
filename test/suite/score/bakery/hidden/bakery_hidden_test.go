package bakery

import "testing"

func TestOpenHidden(t *testing.T) {
	for hour, want := range map[int]bool{
		0: false, 1: false, 4: false, 5: false, 6: true, 7: true, 10: true, 12: true, 13: true, 14: false,
		15: false, 18: false, 23: false,
	} {
		if got := Open(hour); got != want {
			t.Errorf("Open(%d) = %v, want %v", hour, got, want)
		}
	}
}
