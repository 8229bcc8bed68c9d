package cinema

import (
	"errors"
	"testing"
)

func TestReserve(t *testing.T) {
	taken := []bool{false, true, false}
	if err := Reserve(taken, 1); err != nil {
		t.Errorf("seat 1: %v", err)
	}
	if err := Reserve(taken, 2); !errors.Is(err, ErrTaken) {
		t.Errorf("seat 2: %v, want %v", err, ErrTaken)
	}
	if err := Reserve(taken, 9); !errors.Is(err, ErrNoSeat) {
		t.Errorf("seat 9: %v, want %v", err, ErrNoSeat)
	}
}
