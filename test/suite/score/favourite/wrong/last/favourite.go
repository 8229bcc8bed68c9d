// Package favourite counts votes.
package favourite

// Favourite returns the number that stands most often in votes. If several stand
// equally often, the smallest of them wins. The result is false if votes is
// empty. votes is not changed.
//
//	Favourite([]int{2, 7, 7})    // 7, true
//	Favourite([]int{5, 3, 5, 3}) // 3, true
func Favourite(votes []int) (int, bool) {
	counts := make(map[int]int)
	best := 0
	for _, v := range votes {
		counts[v]++
		if counts[v] >= counts[best] {
			best = v
		}
	}
	return best, len(votes) > 0
}
