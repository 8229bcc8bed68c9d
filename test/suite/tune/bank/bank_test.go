package bank

import (
	"errors"
	"testing"
)

func TestTransfer(t *testing.T) {
	b := New(map[string]int{"ann": 100, "ben": 0})
	if err := b.Transfer("ann", "ben", 30); err != nil {
		t.Fatal(err)
	}
	if b.Balance("ann") != 70 || b.Balance("ben") != 30 {
		t.Errorf("ann %d, ben %d, want 70 and 30", b.Balance("ann"), b.Balance("ben"))
	}
	if err := b.Transfer("ben", "ann", 31); !errors.Is(err, ErrFunds) {
		t.Errorf("too much: %v", err)
	}
	if err := b.Transfer("ann", "zoe", 1); !errors.Is(err, ErrUnknown) {
		t.Errorf("unknown: %v", err)
	}
}
