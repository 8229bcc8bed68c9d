// Package stars draws ratings.
package stars

import "strings"

// Stars draws a rating out of five: a '*' for each star, then a '-' for each that
// is missing. Below 0 counts as 0, above 5 as 5.
//
//	Stars(3) == "***--"
func Stars(rating int) string {
	rating = min(max(rating, 0), 5)
	return strings.Repeat("*", rating) + strings.Repeat("-", 5-rating)
}
