// Package latest looks back.
package latest

// Latest returns the last element of s for which ok is true, and true. If there is
// none, it returns the zero value of T and false. s is not changed.
//
//	Latest([]int{4, 7, 8, 3}, even) // 8, true
func Latest[T any](s []T, ok func(T) bool) (T, bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if ok(s[i]) {
			return s[i], true
		}
	}
	var zero T
	return zero, false
}
