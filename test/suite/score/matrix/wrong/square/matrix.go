// Package matrix calculates with matrices.
package matrix

import "errors"

// Matrix is a rectangular table of numbers, row by row. It has at least one row
// and one column.
type Matrix [][]int

// ErrShape says that two matrices do not fit together.
var ErrShape = errors.New("shapes do not fit")

// Rows returns the number of rows.
func (m Matrix) Rows() int { return len(m) }

// Columns returns the number of columns.
func (m Matrix) Columns() int { return len(m[0]) }

// Mul returns the product of m and n, with the rows of m and the columns of n:
// element [r][c] is the sum of m[r][k]*n[k][c] over all k. If m has not as many
// columns as n has rows, the error is ErrShape. m and n are not changed.
//
//	Matrix{{1, 2}}.Mul(Matrix{{3}, {4}}) // {{11}}, nil
func (m Matrix) Mul(n Matrix) (Matrix, error) {
	if m.Columns() != n.Rows() {
		return nil, ErrShape
	}
	out := make(Matrix, m.Rows())
	for r := range out {
		out[r] = make([]int, m.Columns())
		for c := range out[r] {
			for k := range n {
				out[r][c] += m[r][k] * n[k][c]
			}
		}
	}
	return out, nil
}
