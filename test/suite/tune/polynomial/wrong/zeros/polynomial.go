// Package polynomial calculates with polynomials.
package polynomial

// Poly is a polynomial: element i is the factor of x to the power of i, so that
// {1, 0, 2} is 1 + 2x². An empty Poly is 0.
type Poly []int

// At returns the value for x.
func (p Poly) At(x int) int {
	value := 0
	for i := len(p) - 1; i >= 0; i-- {
		value = value*x + p[i]
	}
	return value
}

// Mul returns the product of p and q. The result has no zeros at its end: the
// product with 0 is an empty Poly. p and q are not changed.
//
//	Poly{1, 1}.Mul(Poly{-1, 1}) // {-1, 0, 1}
func (p Poly) Mul(q Poly) Poly {
	if len(p) == 0 || len(q) == 0 {
		return Poly{}
	}
	out := make(Poly, len(p)+len(q)-1)
	for i, a := range p {
		for j, b := range q {
			out[i+j] += a * b
		}
	}
	return out
}
