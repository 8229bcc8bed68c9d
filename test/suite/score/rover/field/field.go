// Package field is the ground on which rovers drive.
package field

// Point is a place: X counts to the right, Y upwards, both from 0.
type Point struct {
	X, Y int
}

// Field is a rectangle with rocks.
type Field struct {
	Width, Height int
	Rocks         map[Point]bool
}

// Free tells whether a rover can stand on p: it lies in the field and there is
// no rock.
func (f Field) Free(p Point) bool {
	return p.X >= 0 && p.X < f.Width && p.Y >= 0 && p.Y < f.Height && !f.Rocks[p]
}
