// Package quarterturn turns pictures.
package quarterturn

// QuarterTurn turns a picture by 90 degrees clockwise: the first column, read
// from the bottom up, becomes the first row. All rows of picture are equally
// long; they need not be as many as the columns. A picture without rows gives an
// empty result. picture is not changed.
//
//	QuarterTurn([][]int{{1, 2}, {3, 4}}) // [[3 1] [4 2]]
func QuarterTurn(picture [][]int) [][]int {
	if len(picture) == 0 {
		return nil
	}
	rows, columns := len(picture), len(picture[0])
	out := make([][]int, columns)
	for c := range out {
		out[c] = make([]int, rows)
		for r := range rows {
			out[c][r] = picture[rows-1-r][c]
		}
	}
	return out
}
