package parking

import (
	"errors"
	"testing"
)

func TestEnterHidden(t *testing.T) {
	l := New(4)
	for i, c := range []struct {
		v    Vehicle
		err  error
		free int
	}{
		{Vehicle{"a", true}, nil, 2},
		{Vehicle{"a", true}, ErrTwice, 2},
		{Vehicle{"a", false}, ErrTwice, 2},
		{Vehicle{"b", false}, nil, 1},
		{Vehicle{"c", true}, ErrFull, 1},
		{Vehicle{"a", true}, ErrTwice, 1},
		{Vehicle{"d", false}, nil, 0},
		{Vehicle{"e", false}, ErrFull, 0},
		{Vehicle{"d", false}, ErrTwice, 0},
	} {
		err := l.Enter(c.v, i)
		if c.err == nil && err != nil || c.err != nil && !errors.Is(err, c.err) {
			t.Errorf("%d: Enter(%v): %v, want %v", i, c.v, err, c.err)
		}
		if l.Free() != c.free {
			t.Errorf("%d: %d places free, want %d", i, l.Free(), c.free)
		}
	}
	if fee, err := l.Leave("a", 100); fee != 600 || err != nil || l.Free() != 2 {
		t.Errorf("a leaves: %d, %v, %d free, want 600 and 2 free", fee, err, l.Free())
	}
	if err := l.Enter(Vehicle{"c", true}, 200); err != nil || l.Free() != 0 {
		t.Errorf("c in the places of a: %v, %d free", err, l.Free())
	}
}

func TestLeaveHidden(t *testing.T) {
	for stayed, want := range map[int]int{0: 0, 1: 0, 5: 0, 6: 150, 59: 150, 60: 150, 61: 300, 119: 300, 120: 300, 121: 450, 1440: 3600} {
		for _, since := range []int{0, 30, 1000} {
			l := New(3)
			l.Enter(Vehicle{"car", false}, since)
			l.Enter(Vehicle{"bus", true}, since)
			if fee, err := l.Leave("car", since+stayed); fee != want || err != nil {
				t.Errorf("%d minutes from %d: %d, %v, want %d", stayed, since, fee, err, want)
			}
			if fee, err := l.Leave("bus", since+stayed); fee != 2*want || err != nil {
				t.Errorf("%d minutes from %d, long: %d, %v, want %d", stayed, since, fee, err, 2*want)
			}
			if l.Free() != 3 {
				t.Errorf("%d places free, want 3", l.Free())
			}
			if fee, err := l.Leave("car", since+stayed); fee != 0 || !errors.Is(err, ErrUnknown) {
				t.Errorf("left twice: %d, %v", fee, err)
			}
		}
	}
}
