// Package retry tries again.
package retry

import "errors"

// ErrStop, wrapped in the error of a try, says that trying again is useless.
var ErrStop = errors.New("no use to try again")

// Do calls try until it returns nil, but no more than times times. It gives the
// number of the try, from 1 up. When a try's error wraps ErrStop, Do stops and
// returns that error as it is. When the last try fails too, Do returns an error
// that wraps that last error and whose text is "after 3 tries: " (with the
// number of tries that were made) and then the last error's text. If times is
// less than 1, try is called once.
func Do(times int, try func(n int) error) error {
	panic("TODO: implement me")
}
