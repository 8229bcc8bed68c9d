package postage

import "testing"

func TestPostageHidden(t *testing.T) {
	for grams, want := range map[int]int{
		-20: -1, -1: -1, 0: -1, 1: 85, 20: 85, 21: 100, 50: 100, 51: 160,
		500: 160, 501: 275, 999: 275, 1000: 275, 1001: -1, 5000: -1,
	} {
		if got := Postage(grams); got != want {
			t.Errorf("Postage(%d) = %d, want %d", grams, got, want)
		}
	}
}
