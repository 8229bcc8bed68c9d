// Package running sums as it goes.
package running

// Running returns the running sums of numbers: element i of the result is the
// sum of numbers[0] to numbers[i]. The result is as long as numbers, and numbers
// itself is not changed.
//
//	Running([]int{1, 2, 3}) // [1 3 6]
func Running(numbers []int) []int {
	sums := make([]int, len(numbers))
	total := 0
	for i, n := range numbers {
		total += n
		sums[i] = total
	}
	return sums
}
