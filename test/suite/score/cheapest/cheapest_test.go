package cheapest

import "testing"

func TestCheapest(t *testing.T) {
	if got := Cheapest(map[string]int{"north": 250, "south": 199}); got != "south" {
		t.Errorf("got %q, want south", got)
	}
	if got := Cheapest(map[string]int{"corner": 80}); got != "corner" {
		t.Errorf("got %q, want corner", got)
	}
	if got := Cheapest(nil); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}
