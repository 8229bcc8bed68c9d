// Package latest looks back.
package latest

// Latest returns the last element of s for which ok is true, and true. If there is
// none, it returns the zero value of T and false. s is not changed.
//
//	Latest([]int{4, 7, 8, 3}, even) // 8, true
func Latest[T any](s []T, ok func(T) bool) (T, bool) {
	panic("not implemented")
}
