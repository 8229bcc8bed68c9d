package matrix

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
)

func TestMulHidden(t *testing.T) {
	for _, c := range []struct{ m, n, want Matrix }{
		{Matrix{{3}}, Matrix{{-4}}, Matrix{{-12}}},
		{Matrix{{1, 2}}, Matrix{{3}, {4}}, Matrix{{11}}},
		{Matrix{{3}, {4}}, Matrix{{1, 2}}, Matrix{{3, 6}, {4, 8}}},
		{Matrix{{1, 2, 3}, {4, 5, 6}}, Matrix{{1}, {0}, {-1}}, Matrix{{-2}, {-2}}},
		{Matrix{{1, 2}}, Matrix{{1, 0, 2}, {0, 1, 3}}, Matrix{{1, 2, 8}}},
		{Matrix{{1, 2}, {3, 4}}, Matrix{{5, 6}, {7, 8}}, Matrix{{19, 22}, {43, 50}}},
		{Matrix{{1}, {2}, {3}}, Matrix{{1, 10}}, Matrix{{1, 10}, {2, 20}, {3, 30}}},
	} {
		before := fmt.Sprint(c.m, c.n)
		got, err := c.m.Mul(c.n)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v times %v = %v, %v, want %v", c.m, c.n, got, err, c.want)
		}
		if after := fmt.Sprint(c.m, c.n); after != before {
			t.Errorf("%s became %s", before, after)
		}
	}
	for _, c := range []struct{ m, n Matrix }{
		{Matrix{{1}}, Matrix{{1}, {2}}},
		{Matrix{{1, 2, 3}}, Matrix{{1, 2, 3}}},
		{Matrix{{1, 2}, {3, 4}}, Matrix{{1, 2}}},
		{Matrix{{1}, {2}}, Matrix{{1}, {2}}},
	} {
		if got, err := c.m.Mul(c.n); !errors.Is(err, ErrShape) {
			t.Errorf("%v times %v = %v, %v", c.m, c.n, got, err)
		}
	}
}
