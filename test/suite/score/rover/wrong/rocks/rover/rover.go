// Package rover drives a rover over a field.
package rover

import (
	"fmt"

	"example.com/rover/field"
)

// Rover stands on a field.
type Rover struct {
	Field field.Field
	At    field.Point
}

// New returns a rover on f, at the point 0, 0.
func New(f field.Field) *Rover { return &Rover{Field: f} }

// Drive moves the rover one point for each letter of route: U up, D down, L
// left, R right. It returns the number of moves made. At the first point that is
// not free the rover stays where it is and the error's text is "blocked after 2
// moves" (with the number of moves made). If route holds any other letter, the
// rover does not move at all and the error's text is `unknown move "x"`, with the
// first such letter; this goes before everything else.
func (r *Rover) Drive(route string) (int, error) {
	for _, c := range route {
		if c != 'U' && c != 'D' && c != 'L' && c != 'R' {
			return 0, fmt.Errorf("unknown move %q", string(c))
		}
	}
	moves := 0
	for _, c := range route {
		next := r.At
		switch c {
		case 'U':
			next.Y++
		case 'D':
			next.Y--
		case 'L':
			next.X--
		case 'R':
			next.X++
		}
		if r.Field.Rocks[next] || next.X > r.Field.Width || next.Y > r.Field.Height {
			return moves, fmt.Errorf("blocked after %d moves", moves)
		}
		r.At = next
		moves++
	}
	return moves, nil
}
