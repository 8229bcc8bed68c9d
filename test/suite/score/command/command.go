// Package command reads command lines.
package command

import "errors"

// ErrQuote says that a quote has no end.
var ErrQuote = errors.New("quote is not closed")

// Words returns the words of a command line. Words are separated by one or more
// spaces; spaces at either end mean nothing. Between two ' everything stands for
// itself, spaces too, and the quotes are dropped. Quotes may stand anywhere in a
// word: ab'c d'e is the one word "abc de". A pair of quotes with nothing between
// them makes a word even if it is empty. Outside of quotes, a backslash makes the
// next character stand for itself, a space or ' too; a backslash at the end of
// the line stands for itself. If a quote is not closed, the error is ErrQuote.
//
//	Words(`cp 'my file' x`) // [cp, my file, x]
//	Words(`it\'s ''`)       // [it's] and an empty word
func Words(line string) ([]string, error) {
	panic("not implemented")
}
