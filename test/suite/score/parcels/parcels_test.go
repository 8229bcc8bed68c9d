package parcels

import "testing"

func TestFragileGrams(t *testing.T) {
	parcels := []Parcel{{"Oslo", 900, false}, {"Rome", 300, true}}
	if got := FragileGrams(parcels); got != 300 {
		t.Errorf("got %d, want 300", got)
	}
	if got := FragileGrams(parcels[:1]); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
}
