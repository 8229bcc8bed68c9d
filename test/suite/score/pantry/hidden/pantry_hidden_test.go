package pantry

import (
	"errors"
	"testing"
)

func TestCookHidden(t *testing.T) {
	for _, c := range []struct {
		recipe     map[string]int
		want       error
		a, b, kind int
	}{
		{nil, nil, 100, 50, 2},
		{map[string]int{}, nil, 100, 50, 2},
		{map[string]int{"a": 1}, nil, 99, 50, 2},
		{map[string]int{"a": 100}, nil, 0, 50, 1},
		{map[string]int{"a": 100, "b": 50}, nil, 0, 0, 0},
		{map[string]int{"a": 101}, ErrMissing, 100, 50, 2},
		{map[string]int{"a": 1, "b": 51}, ErrMissing, 100, 50, 2},
		{map[string]int{"a": 1, "b": 1, "c": 1}, ErrMissing, 100, 50, 2},
		{map[string]int{"a": 0}, ErrRecipe, 100, 50, 2},
		{map[string]int{"a": -5}, ErrRecipe, 100, 50, 2},
		{map[string]int{"a": 10, "b": -5}, ErrRecipe, 100, 50, 2},
		{map[string]int{"a": 1000, "b": 0}, ErrRecipe, 100, 50, 2},
		{map[string]int{"c": 0}, ErrRecipe, 100, 50, 2},
		{map[string]int{"c": 3, "a": -1}, ErrRecipe, 100, 50, 2},
	} {
		for range 8 {
			p := New(map[string]int{"a": 100, "b": 50})
			err := p.Cook(c.recipe)
			if c.want == nil && err != nil || c.want != nil && !errors.Is(err, c.want) {
				t.Fatalf("Cook(%v): %v, want %v", c.recipe, err, c.want)
			}
			if p.Grams("a") != c.a || p.Grams("b") != c.b || p.Names() != c.kind {
				t.Fatalf("after Cook(%v): %d of a, %d of b, %d ingredients", c.recipe, p.Grams("a"), p.Grams("b"), p.Names())
			}
		}
	}
}
