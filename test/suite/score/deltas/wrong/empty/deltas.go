// Package deltas tells how numbers change.
package deltas

// Deltas returns the differences of neighbours: element i of the result is
// numbers[i+1] - numbers[i]. Fewer than two numbers have no differences: the
// result is empty. numbers itself is not changed.
//
//	Deltas([]int{1, 4, 2}) // [3 -2]
func Deltas(numbers []int) []int {
	out := make([]int, len(numbers)-1)
	for i := range out {
		out[i] = numbers[i+1] - numbers[i]
	}
	return out
}
