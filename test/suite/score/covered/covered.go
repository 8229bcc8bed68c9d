// Package covered measures how much of a line is painted.
package covered

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
	panic("unimplemented")
}
