// Package takewhile cuts slices where something ends.
package takewhile

// TakeWhile returns the elements of s before the first one for which ok says
// false, all if there is none, and the rest of s from that one on. ok is called
// in order, and not again after it said false. s is not changed, and the results
// share no memory with it.
//
//	TakeWhile([]int{1, 3, 4, 5}, odd) // [1 3], [4 5]
func TakeWhile[T any](s []T, ok func(T) bool) (head, rest []T) {
	n := len(s)
	for i := len(s) - 1; i >= 0; i-- {
		if !ok(s[i]) {
			n = i
		}
	}
	return append(head, s[:n]...), append(rest, s[n:]...)
}
