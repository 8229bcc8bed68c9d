package packing

import (
	"errors"
	"strings"
	"testing"
)

func TestLoadHidden(t *testing.T) {
	for _, c := range []struct {
		limit   int
		weights []int
		load    int
		want    string
	}{
		{10, nil, 0, ""},
		{0, nil, 0, ""},
		{10, []int{10}, 10, ""},
		{10, []int{3, 3, 4}, 10, ""},
		{10, []int{11}, 0, "parcel 0: too heavy"},
		{10, []int{-3}, 0, "parcel 0: weight must be positive"},
		{10, []int{10, 1}, 10, "parcel 1: too heavy"},
		{10, []int{6, 6, 6, 4}, 10, "parcel 1: too heavy\nparcel 2: too heavy"},
		{10, []int{0, 12, 5}, 5, "parcel 0: weight must be positive\nparcel 1: too heavy"},
		{10, []int{12, 5, -1}, 5, "parcel 0: too heavy\nparcel 2: weight must be positive"},
		{0, []int{1, 0}, 0, "parcel 0: too heavy\nparcel 1: weight must be positive"},
		{5, []int{9, -4, 5}, 5, "parcel 0: too heavy\nparcel 1: weight must be positive"},
	} {
		load, err := Load(c.limit, c.weights)
		if load != c.load {
			t.Errorf("Load(%d, %v) = %d, want %d", c.limit, c.weights, load, c.load)
		}
		if c.want == "" {
			if err != nil {
				t.Errorf("Load(%d, %v): %v", c.limit, c.weights, err)
			}
			continue
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("Load(%d, %v): %v, want %s", c.limit, c.weights, err, c.want)
		}
		var parcel *ParcelError
		if !errors.As(err, &parcel) || !strings.HasPrefix(c.want, parcel.Error()) {
			t.Errorf("Load(%d, %v): no *ParcelError in %v", c.limit, c.weights, err)
		}
		if errors.Is(err, ErrHeavy) != strings.Contains(c.want, "heavy") || errors.Is(err, ErrWeight) != strings.Contains(c.want, "weight") {
			t.Errorf("Load(%d, %v): %v wraps the wrong errors", c.limit, c.weights, err)
		}
	}
}
