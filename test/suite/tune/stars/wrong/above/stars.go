// Package stars draws ratings.
package stars

import "strings"

// Stars draws a rating out of five: a '*' for each star, then a '-' for each that
// is missing. Below 0 counts as 0, above 5 as 5.
//
//	Stars(3) == "***--"
func Stars(rating int) string {
	if rating < 0 {
		rating = 0
	}
	stars := strings.Repeat("*", rating)
	for len(stars) < 5 {
		stars += "-"
	}
	return stars
}
