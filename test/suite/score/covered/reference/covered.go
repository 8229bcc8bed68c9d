// Package covered measures how much of a line is painted.
package covered

import "slices"

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
	sorted := make([]Stroke, 0, len(strokes))
	for _, s := range strokes {
		sorted = append(sorted, Stroke{min(s.Start, s.End), max(s.Start, s.End)})
	}
	slices.SortFunc(sorted, func(a, b Stroke) int { return a.Start - b.Start })
	total := 0
	for i, s := range sorted {
		if i == 0 {
			total += s.End - s.Start
			continue
		}
		last := sorted[i-1].End
		total += max(0, s.End-max(s.Start, last))
		sorted[i].End = max(s.End, last)
	}
	return total
}
