// Package climb adds up what a hike climbs.
package climb

// Climb returns how many metres a hike goes up altogether. heights are the heights
// above the sea of the points it passes, in order; they may be negative. The parts
// that go down do not count. Fewer than two points climb nothing. heights is not
// changed.
//
//	Climb([]int{100, 150, 120, 200}) == 130
func Climb(heights []int) int {
	total, last := 0, heights[0]
	for _, h := range heights {
		if h > last {
			total += h - last
		}
		last = h
	}
	return total
}
