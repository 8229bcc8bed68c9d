// Package benches spreads people over benches.
package benches

// EveryOther returns the first, the third, the fifth … of items, in order. items is
// not changed.
//
//	EveryOther([]string{"a", "b", "c", "d"}) // [a c]
func EveryOther[T any](items []T) []T {
	var kept []T
	for i := 0; i < len(items); i += 2 {
		kept = append(kept, items[i])
	}
	return kept
}
