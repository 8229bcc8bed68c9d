// Package postage weighs letters.
package postage

// Postage returns what a letter of so many grams costs, in cents: 85 up to and
// with 20 grams, 100 up to and with 50, 160 up to and with 500, 275 up to and with
// 1000. A letter that weighs more, or nothing or less, cannot be sent: -1.
func Postage(grams int) int {
	switch {
	case grams < 0:
		return -1
	case grams <= 20:
		return 85
	case grams <= 50:
		return 100
	case grams <= 500:
		return 160
	case grams <= 1000:
		return 275
	}
	return -1
}
