// Package sale makes things cheaper.
package sale

import "errors"

// ErrPercent says that a percentage is not between 0 and 100.
var ErrPercent = errors.New("percent out of range")

// ErrPrice says that a price is negative.
var ErrPrice = errors.New("negative price")

// Reduce returns a price in cents made cheaper by percent, rounded down to whole
// cents. If the price is negative, the error is ErrPrice; else, if percent is below 0
// or above 100, it is ErrPercent. With an error the result is 0.
//
//	Reduce(1000, 20) // 800, nil
func Reduce(price, percent int) (int, error) {
	panic("unimplemented")
}
