// Package windows looks at slices piece by piece.
package windows

// Windows returns all runs of n neighbours of s, in order: the first begins with
// s[0], the next with s[1], and so on to the end of s. If n is less than 1 or
// greater than len(s) there are none. Each window is a slice of its own: changing
// one changes neither s nor another window.
//
//	Windows([]int{1, 2, 3}, 2) // [[1 2] [2 3]]
func Windows[T any](s []T, n int) [][]T {
	var out [][]T
	for i := range s {
		if i+n > len(s) {
			break
		}
		window := make([]T, n)
		copy(window, s[i:])
		out = append(out, window)
	}
	return out
}
