// Package lending lends books.
package lending

import (
	"cmp"
	"errors"
	"slices"
)

// ErrNoBook says that the library has no such book.
var ErrNoBook = errors.New("no such book")

// ErrLent says that somebody has the book.
var ErrLent = errors.New("book is lent")

// ErrTooMany says that a member has enough books.
var ErrTooMany = errors.New("too many books")

// Library has books, by title, and knows who has which.
type Library struct {
	books map[string]Book
	loans []Loan
}

// New returns a library with these books.
func New(books ...Book) *Library {
	l := &Library{books: make(map[string]Book)}
	for _, b := range books {
		l.books[b.Title] = b
	}
	return l
}

// Lend lends a book to a member on a day and returns the loan, which is due
// after the days that the book is lent for. It checks in this order: the book
// must be there (ErrNoBook), nobody may have it (ErrLent), and the member must
// have less than MaxBooks books (ErrTooMany). After an error nothing has changed
// and the loan is the zero Loan.
func (l *Library) Lend(title, member string, day int) (Loan, error) {
	book, ok := l.books[title]
	if !ok {
		return Loan{}, ErrNoBook
	}
	for _, loan := range l.loans {
		if loan.Title == title {
			return Loan{}, ErrLent
		}
	}
	if l.held(member) >= MaxBooks {
		return Loan{}, ErrTooMany
	}
	loan := Loan{title, member, day + book.Days()}
	l.loans = append(l.loans, loan)
	return loan, nil
}

// Return takes a book back. It returns false if nobody had it.
func (l *Library) Return(title string) bool {
	for i, loan := range l.loans {
		if loan.Title == title {
			l.loans = append(l.loans[:i], l.loans[i+1:]...)
			return true
		}
	}
	return false
}

// Overdue returns the loans that were due before day, the one that is longest
// overdue first; loans due on the same day are in the order of their titles.
func (l *Library) Overdue(day int) []Loan {
	var late []Loan
	for _, loan := range l.loans {
		if loan.Day < day {
			late = append(late, loan)
		}
	}
	slices.SortFunc(late, func(a, b Loan) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Title, b.Title))
	})
	return late
}
