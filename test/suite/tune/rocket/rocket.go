// Package rocket launches rockets.
package rocket

// Countdown returns the numbers from start down to 0, both included. If start is
// negative, there are none.
//
//	Countdown(3) // [3 2 1 0]
func Countdown(start int) []int {
	// TODO
	return nil
}
