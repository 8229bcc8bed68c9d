// Package recipe cooks for more people.
package recipe

// Scale returns the grams of a recipe, each multiplied by factor. grams itself is not
// changed.
//
//	Scale([]int{200, 5}, 3) // [600 15]
func Scale(grams []int, factor int) []int {
	var scaled []int
	for _, g := range grams {
		if factor > 1 {
			g *= factor
		}
		scaled = append(scaled, g)
	}
	return scaled
}
