// Package parking runs a parking lot.
package parking

import "errors"

// ErrTwice says that a vehicle with this plate is in the lot already.
var ErrTwice = errors.New("already here")

// ErrFull says that there is not enough room.
var ErrFull = errors.New("lot is full")

// ErrUnknown says that no such vehicle is in the lot.
var ErrUnknown = errors.New("not here")

// Lot is a parking lot. Make one with New.
type Lot struct {
	places int
	stays  map[string]stay // by plate
}

// New returns an empty lot with places.
func New(places int) *Lot {
	return &Lot{places: places, stays: make(map[string]stay)}
}

// Free returns how many places are free.
func (l *Lot) Free() int { return l.places - l.taken() }

// Enter lets a vehicle in at minute. If its plate is in the lot already, the
// error is ErrTwice; else, if fewer places are free than it takes, ErrFull. After
// an error nothing has changed.
func (l *Lot) Enter(v Vehicle, minute int) error {
	panic("unimplemented")
}

// Leave lets the vehicle with plate out at minute and returns its fee: PerHour
// for each begun hour and each place. The first five minutes, up to and with
// minute 5, are free; who stays longer pays from the first minute on. An hour
// begins at minutes 0, 60, 120 and so on of the stay: 60 minutes are one hour, 61
// are two. If there is no such vehicle, the error is ErrUnknown and the fee 0.
func (l *Lot) Leave(plate string, minute int) (int, error) {
	panic("unimplemented")
}
