// Package stars draws ratings.
package stars

import "strings"

// Stars draws a rating out of five: a '*' for each star, then a '-' for each that
// is missing. Below 0 counts as 0, above 5 as 5.
//
//	Stars(3) == "***--"
func Stars(rating int) string {
	if rating > 5 {
		rating = 5
	}
	s := ""
	for i := 0; i < rating; i++ {
		s += "*"
	}
	return s + strings.Repeat("-", 5-rating)
}
