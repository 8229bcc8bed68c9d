// Package signup checks what people enter.
package signup

import "errors"

// ErrEmpty says that a field was left empty.
var ErrEmpty = errors.New("must not be empty")

// ErrLong says that a field has too many characters.
var ErrLong = errors.New("is too long")

// FieldError says what is wrong with one field.
type FieldError struct {
	Field string
	Err   error
}

// Error returns the field's name and what is wrong, "name: is too long".
func (e *FieldError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap returns what is wrong.
func (e *FieldError) Unwrap() error { return e.Err }

// Check checks the two fields "name" and "city" in this order. Each must hold
// something other than white space, else it is ErrEmpty, and at most 20
// characters (runes, white space included), else it is ErrLong; a field that is
// both too long and white space only is ErrEmpty. The result is nil if both are
// right. Otherwise it is errors.Join of one *FieldError for each wrong field.
//
//	Check("", "Rome").Error() == "name: must not be empty"
func Check(name, city string) error {
	panic("not implemented")
}
