// Package pricetag prints price tags.
package pricetag

import "fmt"

// Tag writes a price of so many cents in euros: the euros, a dot, and two digits for
// the cents that remain. Prices are never negative.
//
//	Tag(1250) == "12.50"
func Tag(cents int) string {
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}
