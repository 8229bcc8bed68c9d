// Package parcels sends parcels.
package parcels

// Parcel is something to send.
type Parcel struct {
	To      string
	Grams   int
	Fragile bool
}

// FragileGrams returns how many grams the fragile ones of parcels weigh together.
func FragileGrams(parcels []Parcel) int {
	for _, p := range parcels {
		if p.Fragile {
			return p.Grams
		}
	}
	return 0
}
