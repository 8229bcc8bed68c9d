package cart

import (
	"testing"

	"example.com/shop/price"
)

func TestTotalHidden(t *testing.T) {
	list := price.List{"a": 1, "b": 33, "c": 1999, "free": 0}
	for _, c := range []struct {
		pieces map[string]int
		want   price.Cents
		err    string
	}{
		{nil, 0, ""},
		{map[string]int{"a": 0}, 0, ""},
		{map[string]int{"x": 0, "y": -2}, 0, ""},
		{map[string]int{"b": -3, "a": 2}, 2, ""},
		{map[string]int{"free": 4}, 0, ""},
		{map[string]int{"a": 9}, 9, ""},
		{map[string]int{"a": 10}, 10, ""},
		{map[string]int{"a": 19}, 19, ""},
		{map[string]int{"a": 20}, 19, ""},
		{map[string]int{"b": 9}, 297, ""},
		{map[string]int{"b": 10}, 314, ""},
		{map[string]int{"b": 11}, 345, ""},
		{map[string]int{"c": 12, "b": 1}, 22822, ""},
		{map[string]int{"a": 5, "b": 5}, 170, ""},
		{map[string]int{"x": 1}, 0, `no price for "x"`},
		{map[string]int{"z": 1, "y": 12, "x": 1, "a": 3, "w": 0}, 0, `no price for "x"`},
	} {
		for range 6 {
			cart := New()
			for article, n := range c.pieces {
				cart.Add(article, n)
			}
			got, err := cart.Total(list)
			text := ""
			if err != nil {
				text = err.Error()
			}
			if got != c.want || text != c.err {
				t.Fatalf("%v: %d, %q, want %d, %q", c.pieces, got, text, c.want, c.err)
			}
		}
	}
}
