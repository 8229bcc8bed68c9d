package pricetag

import "testing"

func TestTagHidden(t *testing.T) {
	for cents, want := range map[int]string{
		0:       "0.00",
		1:       "0.01",
		9:       "0.09",
		10:      "0.10",
		90:      "0.90",
		100:     "1.00",
		101:     "1.01",
		305:     "3.05",
		1000:    "10.00",
		1999:    "19.99",
		2008:    "20.08",
		1234567: "12345.67",
	} {
		if got := Tag(cents); got != want {
			t.Errorf("Tag(%d) = %q, want %q", cents, got, want)
		}
	}
}
