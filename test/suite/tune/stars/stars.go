// Package stars draws ratings.
package stars

// Stars draws a rating out of five: a '*' for each star, then a '-' for each that
// is missing. Below 0 counts as 0, above 5 as 5.
//
//	Stars(3) == "***--"
func Stars(rating int) string {
	panic("unimplemented")
}
