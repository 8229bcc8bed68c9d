// Package firstgood asks several sources.
package firstgood

import "errors"

// ErrNone says that there was nobody to ask.
var ErrNone = errors.New("no sources")

// ErrFound, wrapped in the error of a source, says that the answer is known not
// to exist, so that asking others is useless.
var ErrFound = errors.New("known not to exist")

// Source is one place to ask.
type Source struct {
	Name string
	Ask  func() (string, error)
}

// Fetch asks sources in order and returns the first answer that comes without an
// error; later sources are not asked. When a source's error wraps ErrFound,
// Fetch stops and returns that error as it is. If all fail, the error wraps the
// error of each and its text is the text of each, in order, after the source's
// name and ": ", with "; " between them: "a: down; b: busy". Without sources the
// error is ErrNone. With an error the answer is "".
func Fetch(sources []Source) (string, error) {
	panic("unimplemented")
}
