package basket

import "testing"

func TestTotal(t *testing.T) {
	prices := map[string]int{"bread": 300, "milk": 120, "salt": 90}
	if got := Total(prices, []string{"bread", "milk"}); got != 420 {
		t.Errorf("bread and milk cost %d, want 420", got)
	}
	if got := Total(prices, []string{"milk"}); got != 120 {
		t.Errorf("milk costs %d, want 120", got)
	}
	if got := Total(prices, nil); got != 0 {
		t.Errorf("nothing costs %d, want 0", got)
	}
}
