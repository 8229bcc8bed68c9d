// Package rocket launches rockets.
package rocket

// Countdown returns the numbers from start down to 0, both included. If start is
// negative, there are none.
//
//	Countdown(3) // [3 2 1 0]
func Countdown(start int) []int {
	var numbers []int
	for n := start; n >= 0; n-- {
		numbers = append(numbers, n)
	}
	return numbers
}
