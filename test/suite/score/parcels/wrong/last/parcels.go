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
	grams := 0
	for _, p := range parcels {
		if p.Fragile {
			grams = p.Grams
		}
	}
	return grams
}
