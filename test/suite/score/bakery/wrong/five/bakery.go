// Package bakery is about a bakery.
package bakery

// Open reports whether the bakery is open at an hour: from 6 up to, but not
// including, 14.
func Open(hour int) bool {
	return hour >= 5 && hour < 14
}
