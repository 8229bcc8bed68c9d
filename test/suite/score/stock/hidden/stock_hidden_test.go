package stock

import (
	"reflect"
	"testing"
)

func TestMergeHidden(t *testing.T) {
	type m = map[string]int
	for _, c := range []struct {
		in   []m
		want m
	}{
		{nil, m{}},
		{[]m{nil}, m{}},
		{[]m{nil, {"a": 1}}, m{"a": 1}},
		{[]m{{"a": 2}, {"a": -2}}, m{}},
		{[]m{{"a": 2}, {"a": -2}, {"a": 5}}, m{"a": 5}},
		{[]m{{"a": 1}, {"b": 2}, {"a": 3, "b": -3}}, m{"a": 4, "b": -1}},
		{[]m{{"a": 0}, {"a": 4}}, m{"a": 4}},
	} {
		if got := Merge(c.in...); len(got) != len(c.want) || (len(got) > 0 && !reflect.DeepEqual(got, c.want)) {
			t.Errorf("Merge(%v) = %v, want %v", c.in, got, c.want)
		}
	}
	first, second := m{"a": 1, "z": 0}, m{"a": 2}
	Merge(first, second)["a"] = 50
	Merge(first)["b"] = 1
	if !reflect.DeepEqual(first, m{"a": 1, "z": 0}) || !reflect.DeepEqual(second, m{"a": 2}) {
		t.Errorf("the stores became %v and %v", first, second)
	}
}
