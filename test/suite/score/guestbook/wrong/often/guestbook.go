// Package guestbook keeps a guest book.
package guestbook

import "sort"

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
	var regulars []string
	for guest := range b.visits {
		if b.visits[guest] >= times {
			regulars = append(regulars, guest)
		}
	}
	sort.Slice(regulars, func(i, j int) bool {
		a, c := regulars[i], regulars[j]
		if b.visits[a] != b.visits[c] {
			return b.visits[a] > b.visits[c]
		}
		return a < c
	})
	return regulars
}
