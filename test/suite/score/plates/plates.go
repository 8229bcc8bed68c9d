// Package plates piles plates.
package plates

// Pile is a pile of plates with a number on each. Its zero value is an empty
// pile.
type Pile struct {
	plates []int
}

// Put lays a plate on top.
func (p *Pile) Put(plate int) { p.plates = append(p.plates, plate) }

// Height returns how many plates there are.
func (p *Pile) Height() int { return len(p.plates) }

// Take takes the top plate away and returns its number. The result is 0 and
// false if there is no plate.
func (p *Pile) Take() (int, bool) {
	panic("unimplemented")
}

// Flip turns the top n plates over as one, so that their order is reversed. It
// returns false and changes nothing if n is negative or there are fewer than n
// plates.
func (p *Pile) Flip(n int) bool {
	panic("unimplemented")
}
