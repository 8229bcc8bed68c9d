// Package favourite counts votes.
package favourite

import "sort"

// Favourite returns the number that stands most often in votes. If several stand
// equally often, the smallest of them wins. The result is false if votes is
// empty. votes is not changed.
//
//	Favourite([]int{2, 7, 7})    // 7, true
//	Favourite([]int{5, 3, 5, 3}) // 3, true
func Favourite(votes []int) (int, bool) {
	sort.Ints(votes)
	best, most, run := 0, 0, 0
	for i, v := range votes {
		if i > 0 && votes[i-1] == v {
			run++
		} else {
			run = 1
		}
		if run > most {
			best, most = v, run
		}
	}
	return best, most > 0
}
