package groceries

import (
	"slices"
	"testing"
)

func TestMissingHidden(t *testing.T) {
	pantry := map[string]int{"flour": 2, "oil": 1, "rice": 0, "salt": 50}
	for _, c := range []struct {
		list   []string
		pantry map[string]int
		want   []string
	}{
		{nil, pantry, nil},
		{[]string{}, pantry, nil},
		{[]string{"flour", "salt"}, pantry, nil},
		{[]string{"oil"}, pantry, nil},
		{[]string{"rice"}, pantry, []string{"rice"}},
		{[]string{"rice", "oil", "jam"}, pantry, []string{"rice", "jam"}},
		{[]string{"tea", "eggs"}, pantry, []string{"tea", "eggs"}},
		{[]string{"tea", "flour", "eggs", "salt", "beer"}, pantry, []string{"tea", "eggs", "beer"}},
		{[]string{"Flour"}, pantry, []string{"Flour"}},
		{[]string{"tea"}, nil, []string{"tea"}},
		{[]string{"b", "a"}, map[string]int{}, []string{"b", "a"}},
	} {
		if got := Missing(c.list, c.pantry); !slices.Equal(got, c.want) {
			t.Errorf("Missing(%v, %v) = %v, want %v", c.list, c.pantry, got, c.want)
		}
	}
}
