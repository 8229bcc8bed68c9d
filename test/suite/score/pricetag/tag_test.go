package pricetag

import "testing"

func TestTag(t *testing.T) {
	for cents, want := range map[int]string{1250: "12.50", 99: "0.99", 333: "3.33"} {
		if got := Tag(cents); got != want {
			t.Errorf("Tag(%d) = %q, want %q", cents, got, want)
		}
	}
}
