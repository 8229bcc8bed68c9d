package orders

import (
	"maps"
	"testing"
)

func TestOrdersHidden(t *testing.T) {
	for _, c := range []struct {
		drinks []string
		want   map[string]int
	}{
		{nil, map[string]int{}},
		{[]string{""}, map[string]int{}},
		{[]string{"", "tea", ""}, map[string]int{"tea": 1}},
		{[]string{"COLA", "Cola", "cOLa"}, map[string]int{"cola": 3}},
		{[]string{"a", "b", "A", "B", "a"}, map[string]int{"a": 3, "b": 2}},
		{[]string{"CAFÉ", "café"}, map[string]int{"café": 2}},
		{[]string{"green tea", "Green Tea", "tea"}, map[string]int{"green tea": 2, "tea": 1}},
	} {
		got := Orders(c.drinks)
		if got == nil || !maps.Equal(got, c.want) {
			t.Errorf("Orders(%q) = %v, want %v", c.drinks, got, c.want)
		}
	}
}
