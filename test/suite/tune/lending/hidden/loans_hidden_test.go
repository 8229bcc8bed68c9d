package lending

import (
	"errors"
	"testing"
)

func shelf() *Library {
	return New(Book{"A", false}, Book{"B", true}, Book{"C", true}, Book{"D", false}, Book{"E", true})
}

func TestLendHidden(t *testing.T) {
	l := shelf()
	for i, c := range []struct {
		title, member string
		day           int
		want          Loan
		err           error
	}{
		{"X", "ann", 1, Loan{}, ErrNoBook},
		{"A", "ann", 1, Loan{"A", "ann", 29}, nil},
		{"A", "ann", 2, Loan{}, ErrLent},
		{"A", "ben", 2, Loan{}, ErrLent},
		{"B", "ann", -3, Loan{"B", "ann", 4}, nil},
		{"C", "ann", 3, Loan{}, ErrTooMany},
		{"X", "ann", 3, Loan{}, ErrNoBook},
		{"B", "ann", 3, Loan{}, ErrLent},
		{"C", "ben", 3, Loan{"C", "ben", 10}, nil},
		{"D", "ben", 0, Loan{"D", "ben", 28}, nil},
		{"E", "ben", 0, Loan{}, ErrTooMany},
	} {
		got, err := l.Lend(c.title, c.member, c.day)
		if got != c.want || c.err == nil && err != nil || c.err != nil && !errors.Is(err, c.err) {
			t.Errorf("%d: Lend(%s, %s, %d) = %v, %v, want %v, %v", i, c.title, c.member, c.day, got, err, c.want, c.err)
		}
	}
	if len(l.loans) != 4 {
		t.Errorf("%d loans, want 4", len(l.loans))
	}
	if !l.Return("B") {
		t.Error("B cannot be returned")
	}
	if _, err := l.Lend("C", "ann", 5); !errors.Is(err, ErrLent) {
		t.Errorf("C: %v", err)
	}
	if _, err := l.Lend("E", "ann", 5); err != nil {
		t.Errorf("E: %v", err)
	}
}

func TestOverdueHidden(t *testing.T) {
	l := shelf()
	if got := l.Overdue(100); len(got) != 0 {
		t.Errorf("nothing is lent: %v", got)
	}
	l.Lend("D", "ann", 0)  // 28
	l.Lend("E", "ann", 3)  // 10
	l.Lend("C", "ben", 3)  // 10
	l.Lend("B", "ben", 21) // 28
	for day, want := range map[int]string{0: "", 10: "", 11: "CE", 28: "CE", 29: "CEBD", 1000: "CEBD"} {
		got := ""
		for _, loan := range l.Overdue(day) {
			got += loan.Title
		}
		if got != want {
			t.Errorf("Overdue(%d) = %q, want %q", day, got, want)
		}
	}
	got := ""
	for _, loan := range l.loans {
		got += loan.Title
	}
	if got != "DECB" {
		t.Errorf("the loans became %s", got)
	}
}
