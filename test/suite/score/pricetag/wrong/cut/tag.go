// Package pricetag prints price tags.
package pricetag

import "strconv"

// Tag writes a price of so many cents in euros: the euros, a dot, and two digits for
// the cents that remain. Prices are never negative.
//
//	Tag(1250) == "12.50"
func Tag(cents int) string {
	digits := strconv.Itoa(cents)
	if len(digits) < 3 {
		return "0." + digits
	}
	cut := len(digits) - 2
	return digits[:cut] + "." + digits[cut:]
}
