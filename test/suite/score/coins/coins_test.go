package coins

import "testing"

func TestCoins(t *testing.T) {
	for cents, want := range map[int]int{37: 4, 50: 1, 0: 0} {
		if got := Coins(cents); got != want {
			t.Errorf("Coins(%d) = %d, want %d", cents, got, want)
		}
	}
}
