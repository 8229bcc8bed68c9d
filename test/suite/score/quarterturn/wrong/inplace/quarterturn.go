// Package quarterturn turns pictures.
package quarterturn

import "slices"

// QuarterTurn turns a picture by 90 degrees clockwise: the first column, read
// from the bottom up, becomes the first row. All rows of picture are equally
// long; they need not be as many as the columns. A picture without rows gives an
// empty result. picture is not changed.
//
//	QuarterTurn([][]int{{1, 2}, {3, 4}}) // [[3 1] [4 2]]
func QuarterTurn(picture [][]int) [][]int {
	slices.Reverse(picture)
	for i := range picture {
		for j := i + 1; j < len(picture[i]); j++ {
			picture[i][j], picture[j][i] = picture[j][i], picture[i][j]
		}
	}
	return picture
}
