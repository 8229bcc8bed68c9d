// Package tank holds water.
package tank

// Tank holds up to Capacity litres.
type Tank struct {
	Capacity int
	Litres   int // what is in it, 0 to Capacity
}

// Fill pours litres in and returns how many of them did not fit. A negative number
// of litres changes nothing and returns 0.
func (t *Tank) Fill(litres int) int {
	panic("not implemented")
}

// Drain lets out up to litres and returns how many came out: fewer if there were
// not so many in it. A negative number of litres changes nothing and returns 0.
func (t *Tank) Drain(litres int) int {
	panic("not implemented")
}
