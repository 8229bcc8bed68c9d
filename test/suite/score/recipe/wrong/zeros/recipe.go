// Package recipe cooks for more people.
package recipe

// Scale returns the grams of a recipe, each multiplied by factor. grams itself is not
// changed.
//
//	Scale([]int{200, 5}, 3) // [600 15]
func Scale(grams []int, factor int) []int {
	scaled := make([]int, 0, len(grams))
	for _, g := range grams {
		if g == 0 {
			continue
		}
		scaled = append(scaled, g*factor)
	}
	return scaled
}
