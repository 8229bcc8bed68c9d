// Package cinema reserves seats.
package cinema

import "errors"

// ErrNoSeat says that there is no seat with this number.
var ErrNoSeat = errors.New("no such seat")

// ErrTaken says that a seat is taken already.
var ErrTaken = errors.New("seat is taken")

// Reserve takes the seat with this number. Seats are numbered from 1; taken[0] says
// whether seat 1 is taken. If there is no such seat, the error is ErrNoSeat; if the
// seat is taken already, it is ErrTaken. After an error nothing has changed.
func Reserve(taken []bool, seat int) error {
	if seat < 1 || seat > len(taken) {
		return ErrNoSeat
	}
	if taken[seat-1] {
		return ErrTaken
	}
	return nil
}
