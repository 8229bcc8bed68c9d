package sale

import (
	"errors"
	"testing"
)

func TestReduce(t *testing.T) {
	if got, err := Reduce(1000, 20); got != 800 || err != nil {
		t.Errorf("got %d, %v, want 800, nil", got, err)
	}
	if _, err := Reduce(1000, 101); !errors.Is(err, ErrPercent) {
		t.Errorf("101 percent: %v, want %v", err, ErrPercent)
	}
	if _, err := Reduce(-5, 20); !errors.Is(err, ErrPrice) {
		t.Errorf("price -5: %v, want %v", err, ErrPrice)
	}
}
