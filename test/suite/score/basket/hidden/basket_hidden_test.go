package basket

import "testing"

func TestTotalHidden(t *testing.T) {
	prices := map[string]int{"bread": 300, "milk": 120, "salt": 90, "bag": 0}
	for _, c := range []struct {
		prices map[string]int
		items  []string
		want   int
	}{
		{prices, []string{}, 0},
		{prices, []string{"salt"}, 90},
		{prices, []string{"milk", "milk"}, 240},
		{prices, []string{"milk", "bread", "milk"}, 540},
		{prices, []string{"bread", "milk", "salt", "bag"}, 510},
		{prices, []string{"bag", "bag"}, 0},
		{prices, []string{"water"}, 0},
		{prices, []string{"water", "bread"}, 300},
		{prices, []string{"bread", "water", "salt"}, 390},
		{prices, []string{"Bread"}, 0},
		{nil, []string{"bread"}, 0},
		{map[string]int{}, []string{"milk", "milk"}, 0},
	} {
		if got := Total(c.prices, c.items); got != c.want {
			t.Errorf("Total(%v, %v) = %d, want %d", c.prices, c.items, got, c.want)
		}
	}
}
