// Package guestbook keeps a guest book.
package guestbook

// Book is the guest book of an inn. Make one with New.
type Book struct {
	visits map[string]int
}

// New returns an empty book.
func New() *Book { return &Book{visits: make(map[string]int)} }

// Visit notes that a guest was here.
func (b *Book) Visit(guest string) { b.visits[guest]++ }

// Regulars returns the guests that were here at least times times, in the order of
// strings. If times is 0 or less, these are all guests. Nobody gives an empty result.
func (b *Book) Regulars(times int) []string {
	panic("not implemented")
}
