// Package warmest reads a thermometer.
package warmest

// Warmest returns the index of the highest of degrees, which may all be below
// zero. Of several that are equally high it returns the first. Without degrees it
// returns -1.
func Warmest(degrees []int) int {
	best, index := 0, -1
	for i, d := range degrees {
		if d > best {
			best, index = d, i
		}
	}
	return index
}
