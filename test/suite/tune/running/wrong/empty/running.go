// Package running sums as it goes.
package running

// Running returns the running sums of numbers: element i of the result is the
// sum of numbers[0] to numbers[i]. The result is as long as numbers, and numbers
// itself is not changed.
//
//	Running([]int{1, 2, 3}) // [1 3 6]
func Running(numbers []int) []int {
	sums := []int{numbers[0]}
	for i := 1; i < len(numbers); i++ {
		sums = append(sums, sums[i-1]+numbers[i])
	}
	return sums
}
