// Package calc evaluates arithmetic as people write it.
package calc

import "errors"

var (
	// ErrSyntax is returned for text that is no expression.
	ErrSyntax = errors.New("calc: syntax error")
	// ErrDivide is returned for a division by zero.
	ErrDivide = errors.New("calc: division by zero")
)

// Eval computes an expression of whole numbers with + - * / and parentheses. Multiplication and division bind
// tighter than addition and subtraction, operators of the same rank are taken from the left, and a minus or plus
// sign may stand before any number or parenthesis. Division drops the remainder, as Go's does. Blanks mean nothing
// between numbers and operators.
//
//	Eval("2 + 3 * 4") == 14
//	Eval("-(1 - 3) * 2") == 4
func Eval(expression string) (int, error) {
	panic("not implemented")
}
