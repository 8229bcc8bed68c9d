// Package summits reads a profile of mountains.
package summits

// Summits returns the indexes of all summits of a profile, in order. A summit is
// higher than the point before it and the point after it; so the first and the last
// point are none, nor are points of a flat top. profile is not changed.
//
//	Summits([]int{1, 3, 2, 5, 4}) // [1 3]
func Summits(profile []int) []int {
	var summits []int
	for i := range profile {
		if i > 0 && profile[i] <= profile[i-1] {
			continue
		}
		if i < len(profile)-1 && profile[i] <= profile[i+1] {
			continue
		}
		summits = append(summits, i)
	}
	return summits
}
