// Package benches spreads people over benches.
package benches

// EveryOther returns the first, the third, the fifth … of items, in order. items is
// not changed.
//
//	EveryOther([]string{"a", "b", "c", "d"}) // [a c]
func EveryOther[T any](items []T) []T {
	kept := items[:0]
	for i, item := range items {
		if i%2 == 0 {
			kept = append(kept, item)
		}
	}
	return kept
}
