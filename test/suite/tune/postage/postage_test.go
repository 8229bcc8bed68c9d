package postage

import "testing"

func TestPostage(t *testing.T) {
	for grams, want := range map[int]int{10: 85, 30: 100, 400: 160} {
		if got := Postage(grams); got != want {
			t.Errorf("Postage(%d) = %d, want %d", grams, got, want)
		}
	}
}
