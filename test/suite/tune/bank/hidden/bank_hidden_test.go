package bank

import (
	"errors"
	"testing"
)

func TestTransferHidden(t *testing.T) {
	for _, c := range []struct {
		from, to string
		cents    int
		want     error
		ann, ben int
	}{
		{"ann", "ben", 100, nil, 0, 150},
		{"ben", "ann", 50, nil, 150, 0},
		{"ann", "ben", 1, nil, 99, 51},
		{"ann", "ben", 101, ErrFunds, 100, 50},
		{"ann", "ben", 0, ErrAmount, 100, 50},
		{"ann", "ben", -5, ErrAmount, 100, 50},
		{"zoe", "ben", 0, ErrAmount, 100, 50},
		{"zoe", "ben", 5, ErrUnknown, 100, 50},
		{"ann", "zoe", 500, ErrUnknown, 100, 50},
		{"ann", "zoe", 5, ErrUnknown, 100, 50},
		{"ann", "ann", 100, nil, 100, 50},
		{"ann", "ann", 40, nil, 100, 50},
		{"ann", "ann", 101, ErrFunds, 100, 50},
		{"zoe", "zoe", 1, ErrUnknown, 100, 50},
	} {
		b := New(map[string]int{"ann": 100, "ben": 50})
		err := b.Transfer(c.from, c.to, c.cents)
		if c.want == nil && err != nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("Transfer(%s, %s, %d): %v, want %v", c.from, c.to, c.cents, err, c.want)
		}
		if b.Balance("ann") != c.ann || b.Balance("ben") != c.ben {
			t.Errorf("after Transfer(%s, %s, %d): ann %d, ben %d", c.from, c.to, c.cents, b.Balance("ann"), b.Balance("ben"))
		}
		if _, ok := b.balance["zoe"]; ok {
			t.Error("an account came into being")
		}
	}
}
