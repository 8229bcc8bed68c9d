// Package crates packs bottles.
package crates

// Crates returns how many crates it takes to carry all bottles, with room for
// perCrate bottles in each; the last crate need not be full. It returns 0 if there
// are no bottles, or if bottles or perCrate is negative or perCrate is 0.
//
//	Crates(13, 6) == 3
func Crates(bottles, perCrate int) int {
	panic("TODO: implement me")
}
