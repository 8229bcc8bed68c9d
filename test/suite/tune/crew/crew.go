// Package crew shares work among goroutines.
package crew

// Map calls f once for each of items, at most workers calls at a time, and
// returns the results in the order of items. With enough items, workers calls
// really run at the same time. If workers is less than 1, one call runs at a
// time. Map returns when all calls have returned.
//
//	Map([]int{1, 2, 3}, 2, double) // [2 4 6]
func Map[T, R any](items []T, workers int, f func(T) R) []R {
	panic("not implemented")
}
