// Package partition sorts things apart.
package partition

// Partition returns the elements of s for which keep says true, and the others.
// Both keep their order. keep is called once for each element, in order. s is
// not changed, and the results share no memory with it.
//
//	Partition([]int{1, 2, 3}, odd) // [1 3], [2]
func Partition[T any](s []T, keep func(T) bool) (yes, no []T) {
	panic("TODO: implement me")
}
