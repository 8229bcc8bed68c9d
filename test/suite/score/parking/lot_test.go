package parking

import (
	"errors"
	"testing"
)

func TestEnter(t *testing.T) {
	l := New(2)
	if err := l.Enter(Vehicle{Plate: "A 1"}, 0); err != nil {
		t.Fatal(err)
	}
	if err := l.Enter(Vehicle{Plate: "BUS", Long: true}, 0); !errors.Is(err, ErrFull) {
		t.Errorf("a bus in one place: %v", err)
	}
	if l.Free() != 1 {
		t.Errorf("%d places free, want 1", l.Free())
	}
}

func TestLeave(t *testing.T) {
	l := New(2)
	l.Enter(Vehicle{Plate: "A 1"}, 100)
	if fee, err := l.Leave("A 1", 190); fee != 300 || err != nil {
		t.Errorf("Leave = %d, %v, want 300", fee, err)
	}
	if _, err := l.Leave("A 1", 200); !errors.Is(err, ErrUnknown) {
		t.Errorf("gone already: %v", err)
	}
}
