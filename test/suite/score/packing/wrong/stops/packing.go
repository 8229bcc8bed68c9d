// Package packing loads vans.
package packing

import (
	"errors"
	"fmt"
)

// ErrWeight says that a parcel has no weight, or less.
var ErrWeight = errors.New("weight must be positive")

// ErrHeavy says that a parcel does not fit.
var ErrHeavy = errors.New("too heavy")

// ParcelError says what is wrong with one parcel.
type ParcelError struct {
	Index int // of the parcel, counted from 0
	Err   error
}

// Error returns the parcel's number and what is wrong, "parcel 2: too heavy".
func (e *ParcelError) Error() string { return fmt.Sprintf("parcel %d: %v", e.Index, e.Err) }

// Unwrap returns what is wrong.
func (e *ParcelError) Unwrap() error { return e.Err }

// Load puts parcels with these weights into a van that carries limit, in order,
// and returns the weight that is loaded. A parcel whose weight is not positive
// is left out with ErrWeight; one that would make the load greater than limit is
// left out with ErrHeavy, and loading goes on with the next. The error is nil if
// every parcel is loaded. Otherwise it is errors.Join of one *ParcelError for
// each parcel left out, in order; the weight counts then as well.
//
//	Load(10, []int{4, 7, 5}) // 9, "parcel 1: too heavy"
func Load(limit int, weights []int) (int, error) {
	load := 0
	var all error
	for i, w := range weights {
		if w <= 0 {
			return load, &ParcelError{i, ErrWeight}
		}
		if load+w > limit {
			all = &ParcelError{i, ErrHeavy}
			continue
		}
		load += w
	}
	return load, all
}
