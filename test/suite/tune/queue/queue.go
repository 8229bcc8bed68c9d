// Package queue lets people wait.
package queue

// Requeue returns line with its first element moved to the end. line is not changed.
//
//	Requeue([]int{1, 2, 3}) // [2 3 1]
func Requeue[T any](line []T) []T {
	panic("TODO")
}
