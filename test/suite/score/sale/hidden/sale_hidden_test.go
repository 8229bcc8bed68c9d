package sale

import (
	"errors"
	"testing"
)

func TestReduceHidden(t *testing.T) {
	for _, c := range []struct {
		price, percent, want int
		err                  error
	}{
		{1000, 0, 1000, nil},
		{1000, 100, 0, nil},
		{0, 50, 0, nil},
		{0, 0, 0, nil},
		{99, 50, 49, nil},
		{1, 50, 0, nil},
		{1, 1, 0, nil},
		{199, 33, 133, nil},
		{250, 10, 225, nil},
		{101, 99, 1, nil},
		{1000, -1, 0, ErrPercent},
		{0, 101, 0, ErrPercent},
		{-1, 0, 0, ErrPrice},
		{-1, 101, 0, ErrPrice},
		{-1, -1, 0, ErrPrice},
	} {
		if got, err := Reduce(c.price, c.percent); got != c.want || !errors.Is(err, c.err) {
			t.Errorf("Reduce(%d, %d) = %d, %v, want %d, %v", c.price, c.percent, got, err, c.want, c.err)
		}
	}
}
