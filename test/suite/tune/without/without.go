// Package without sorts things out.
package without

// Without returns the elements of s that are not equal to unwanted, in order. s is
// not changed, and the result shares no memory with it.
//
//	Without([]int{1, 2, 1, 3}, 1) // [2 3]
func Without[T comparable](s []T, unwanted T) []T {
	panic("not implemented")
}
