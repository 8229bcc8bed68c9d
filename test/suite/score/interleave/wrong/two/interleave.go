// Package interleave shuffles slices together.
package interleave

// Interleave takes one element of each of lists in turn: the first ones, then the
// second ones, and so on. A list that has no more elements is passed over. The
// lists are not changed.
//
//	Interleave([]int{1, 2, 3}, []int{10, 20}) // [1 10 2 20 3]
func Interleave[T any](lists ...[]T) []T {
	if len(lists) == 1 {
		return lists[0]
	}
	a, b := lists[0], lists[1]
	var out []T
	for i := 0; i < len(a) || i < len(b); i++ {
		if i < len(a) {
			out = append(out, a[i])
		}
		if i < len(b) {
			out = append(out, b[i])
		}
	}
	return out
}
