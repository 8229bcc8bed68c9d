package lending

import (
	"errors"
	"testing"
)

func TestLend(t *testing.T) {
	l := New(Book{Title: "Emma"}, Book{Title: "Pnin", Short: true})
	loan, err := l.Lend("Pnin", "ann", 10)
	if want := (Loan{"Pnin", "ann", 17}); loan != want || err != nil {
		t.Errorf("Lend = %v, %v, want %v", loan, err, want)
	}
	if _, err := l.Lend("Pnin", "ben", 11); !errors.Is(err, ErrLent) {
		t.Errorf("a book that is lent: %v", err)
	}
}

func TestOverdue(t *testing.T) {
	l := New(Book{Title: "Emma"}, Book{Title: "Pnin", Short: true})
	l.Lend("Emma", "ann", 0)
	l.Lend("Pnin", "ann", 0)
	if got := l.Overdue(20); len(got) != 1 || got[0].Title != "Pnin" {
		t.Errorf("Overdue(20) = %v, want Pnin", got)
	}
}
