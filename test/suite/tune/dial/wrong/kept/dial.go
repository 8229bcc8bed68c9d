// Package dial turns a dial.
package dial

// Dial points to one of Size marks, numbered from 0 to Size-1. Size is at least 1.
type Dial struct {
	Size int
	At   int
}

// Turn turns the dial by steps marks and returns the mark it points to then. After
// the last mark comes mark 0 again. A negative number of steps turns it the other
// way: before mark 0 comes the last one.
//
//	d := Dial{Size: 8, At: 6}
//	d.Turn(3) // 1
func (d *Dial) Turn(steps int) int {
	return ((d.At+steps)%d.Size + d.Size) % d.Size
}
