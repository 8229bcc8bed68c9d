package polynomial

import (
	"slices"
	"testing"
)

func TestMulHidden(t *testing.T) {
	for _, c := range []struct{ p, q, want Poly }{
		{nil, nil, nil},
		{nil, Poly{1, 2}, nil},
		{Poly{1, 2}, Poly{}, nil},
		{Poly{1, 2}, Poly{0}, nil},
		{Poly{0, 0}, Poly{1, 2}, nil},
		{Poly{1}, Poly{1, 2}, Poly{1, 2}},
		{Poly{1, 2, 0}, Poly{3}, Poly{3, 6}},
		{Poly{1, 0, 0}, Poly{0, 1, 0}, Poly{0, 1}},
		{Poly{1, 2, 3}, Poly{4, 5}, Poly{4, 13, 22, 15}},
		{Poly{1, -1}, Poly{1, 1, 1}, Poly{1, 0, 0, -1}},
		{Poly{0, 0, 1}, Poly{0, 1}, Poly{0, 0, 0, 1}},
		{Poly{-2}, Poly{-3, 0, 1}, Poly{6, 0, -2}},
	} {
		p, q := slices.Clone(c.p), slices.Clone(c.q)
		if got := p.Mul(q); !slices.Equal(got, c.want) {
			t.Errorf("%v times %v = %v, want %v", c.p, c.q, got, c.want)
		}
		if got := q.Mul(p); !slices.Equal(got, c.want) {
			t.Errorf("%v times %v = %v, want %v", c.q, c.p, got, c.want)
		}
		if !slices.Equal(p, c.p) || !slices.Equal(q, c.q) {
			t.Errorf("the factors became %v and %v", p, q)
		}
	}
}
