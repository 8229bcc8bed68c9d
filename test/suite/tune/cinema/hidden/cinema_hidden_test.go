package cinema

import (
	"errors"
	"slices"
	"testing"
)

func TestReserveHidden(t *testing.T) {
	for _, c := range []struct {
		taken []bool
		seat  int
		want  error
		after []bool
	}{
		{[]bool{false, true, false}, 1, nil, []bool{true, true, false}},
		{[]bool{false, true, false}, 3, nil, []bool{false, true, true}},
		{[]bool{false, true, false}, 2, ErrTaken, []bool{false, true, false}},
		{[]bool{false, true, false}, 4, ErrNoSeat, []bool{false, true, false}},
		{[]bool{false, true, false}, 0, ErrNoSeat, []bool{false, true, false}},
		{[]bool{false, true, false}, -1, ErrNoSeat, []bool{false, true, false}},
		{[]bool{true}, 1, ErrTaken, []bool{true}},
		{[]bool{false}, 1, nil, []bool{true}},
		{nil, 1, ErrNoSeat, nil},
		{nil, 0, ErrNoSeat, nil},
	} {
		taken := slices.Clone(c.taken)
		if err := Reserve(taken, c.seat); !errors.Is(err, c.want) {
			t.Errorf("Reserve(%v, %d): %v, want %v", c.taken, c.seat, err, c.want)
		}
		if !slices.Equal(taken, c.after) {
			t.Errorf("Reserve(%v, %d) leaves %v, want %v", c.taken, c.seat, taken, c.after)
		}
	}
	taken := make([]bool, 2)
	if err := Reserve(taken, 2); err != nil {
		t.Error(err)
	}
	if err := Reserve(taken, 2); !errors.Is(err, ErrTaken) {
		t.Errorf("the same seat again: %v", err)
	}
}
