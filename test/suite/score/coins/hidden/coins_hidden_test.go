package coins

import "testing"

func TestCoinsHidden(t *testing.T) {
	for cents, want := range map[int]int{
		1: 1, 2: 1, 3: 2, 4: 2, 5: 1, 9: 3, 10: 1, 19: 4, 20: 1, 40: 2, 49: 5, 60: 2, 80: 3, 88: 6, 99: 6,
		100: 2, 149: 7, 1000: 20, -1: 0, -50: 0, -137: 0,
	} {
		if got := Coins(cents); got != want {
			t.Errorf("Coins(%d) = %d, want %d", cents, got, want)
		}
	}
}
