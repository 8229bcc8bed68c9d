// Package garden plans a garden.
package garden

// Fence returns how many metres of fence go around a rectangular bed of this length
// and width. A bed whose length or width is not above zero needs none.
func Fence(length, width float64) float64 {
	if length <= 0 || width <= 0 {
		return 0
	}
	return 2 * (length + width)
}
