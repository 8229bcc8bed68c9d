package parcels

import "testing"

func TestFragileGramsHidden(t *testing.T) {
	vase := Parcel{"Rome", 700, true}
	lamp := Parcel{"Bern", 1200, true}
	egg := Parcel{"Kyiv", 60, true}
	book := Parcel{"Oslo", 900, false}
	coat := Parcel{"Rome", 2000, false}
	card := Parcel{"Rome", 0, true}
	for _, c := range []struct {
		parcels []Parcel
		want    int
	}{
		{nil, 0},
		{[]Parcel{}, 0},
		{[]Parcel{egg}, 60},
		{[]Parcel{book}, 0},
		{[]Parcel{book, coat}, 0},
		{[]Parcel{vase, lamp}, 1900},
		{[]Parcel{egg, egg}, 120},
		{[]Parcel{egg, book, lamp, coat, vase}, 1960},
		{[]Parcel{card}, 0},
		{[]Parcel{card, vase, card}, 700},
		{[]Parcel{coat, vase, egg}, 760},
	} {
		if got := FragileGrams(c.parcels); got != c.want {
			t.Errorf("FragileGrams(%v) = %d, want %d", c.parcels, got, c.want)
		}
	}
}
