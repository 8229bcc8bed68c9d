// Package covered measures how much of a line is painted.
package covered

import "sort"

// Stroke paints the line from Start to End. Its ends may be given in either
// order; a stroke whose ends are equal paints nothing.
type Stroke struct {
	Start, End int
}

// Covered returns the length of line that is painted by at least one of strokes.
// What several strokes paint counts once. strokes is not changed.
//
//	Covered([]Stroke{{0, 4}, {2, 6}}) == 6
//	Covered([]Stroke{{5, 3}, {0, 1}}) == 3
func Covered(strokes []Stroke) int {
	var s []Stroke
	for _, x := range strokes {
		s = append(s, Stroke{min(x.Start, x.End), max(x.Start, x.End)})
	}
	sort.Slice(s, func(i, j int) bool { return s[i].Start < s[j].Start })
	total := 0
	for i := range s {
		total += s[i].End - s[i].Start
		if i > 0 && s[i].Start < s[i-1].End {
			total -= s[i-1].End - s[i].Start
		}
	}
	return total
}
