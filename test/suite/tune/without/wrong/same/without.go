// Package without sorts things out.
package without

// Without returns the elements of s that are not equal to unwanted, in order. s is
// not changed, and the result shares no memory with it.
//
//	Without([]int{1, 2, 1, 3}, 1) // [2 3]
func Without[T comparable](s []T, unwanted T) []T {
	found := false
	for _, v := range s {
		found = found || v == unwanted
	}
	if !found {
		return s
	}
	kept := make([]T, 0, len(s))
	for _, v := range s {
		if v != unwanted {
			kept = append(kept, v)
		}
	}
	return kept
}
