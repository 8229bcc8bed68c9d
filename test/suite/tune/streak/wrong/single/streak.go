// Package streak follows habits.
package streak

// Streak returns the length of the longest run of days in a row on which the habit
// was kept, 0 if it was never kept. kept has one element a day and is not changed.
//
//	Streak([]bool{true, false, true, true}) == 2
func Streak(kept []bool) int {
	longest, run := 0, 1
	for i := 1; i < len(kept); i++ {
		if kept[i] && kept[i-1] {
			run++
			longest = max(longest, run)
		} else {
			run = 1
		}
	}
	return longest
}
