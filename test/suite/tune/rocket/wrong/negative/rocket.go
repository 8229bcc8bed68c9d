// Package rocket launches rockets.
package rocket

// Countdown returns the numbers from start down to 0, both included. If start is
// negative, there are none.
//
//	Countdown(3) // [3 2 1 0]
func Countdown(start int) []int {
	numbers := make([]int, start+1)
	for i := range numbers {
		numbers[i] = start - i
	}
	return numbers
}
