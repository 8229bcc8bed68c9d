// Package streak follows habits.
package streak

// Streak returns the length of the longest run of days in a row on which the habit
// was kept, 0 if it was never kept. kept has one element a day and is not changed.
//
//	Streak([]bool{true, false, true, true}) == 2
func Streak(kept []bool) int {
	panic("unimplemented")
}
