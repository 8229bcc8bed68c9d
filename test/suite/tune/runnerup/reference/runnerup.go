// Package runnerup finds who came second.
package runnerup

import "slices"

// RunnerUp returns the second largest of the different values in scores: equal
// scores count as one. The result is false if there are fewer than two different
// values. scores is not changed.
//
//	RunnerUp([]int{3, 9, 5}) // 5, true
//	RunnerUp([]int{9, 9, 5}) // 5, true
//	RunnerUp([]int{4, 4})    // 0, false
func RunnerUp(scores []int) (int, bool) {
	if len(scores) == 0 {
		return 0, false
	}
	best := slices.Max(scores)
	second, found := 0, false
	for _, s := range scores {
		if s < best && (!found || s > second) {
			second, found = s, true
		}
	}
	return second, found
}
