package pantry

import (
	"errors"
	"testing"
)

func TestCook(t *testing.T) {
	p := New(map[string]int{"flour": 1000, "egg": 120})
	if err := p.Cook(map[string]int{"flour": 400, "egg": 120}); err != nil {
		t.Fatal(err)
	}
	if p.Grams("flour") != 600 {
		t.Errorf("%d g of flour left, want 600", p.Grams("flour"))
	}
	if p.Names() != 1 {
		t.Errorf("%d ingredients left, want 1", p.Names())
	}
	if err := p.Cook(map[string]int{"salt": 1}); !errors.Is(err, ErrMissing) {
		t.Errorf("without salt: %v", err)
	}
}
