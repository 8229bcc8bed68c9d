// Package columns works on tables of numbers.
package columns

// Columns turns rows into columns: element [c][r] of the result is rows[r][c].
// All rows are equally long. A table without rows, or with empty rows, gives an
// empty result. rows is not changed and shares no memory with the result.
//
//	Columns([][]int{{1, 2, 3}, {4, 5, 6}}) // [[1 4] [2 5] [3 6]]
func Columns(rows [][]int) [][]int {
	out := make([][]int, len(rows))
	for i := range out {
		out[i] = make([]int, len(rows))
		for j := range rows {
			out[i][j] = rows[j][i]
		}
	}
	return out
}
