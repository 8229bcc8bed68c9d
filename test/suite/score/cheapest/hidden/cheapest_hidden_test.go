package cheapest

import "testing"

func TestCheapestHidden(t *testing.T) {
	for _, c := range []struct {
		prices map[string]int
		want   string
	}{
		{map[string]int{}, ""},
		{map[string]int{"a": 0}, "a"},
		{map[string]int{"a": 3, "b": 0}, "b"},
		{map[string]int{"b": 3, "a": 3}, "a"},
		{map[string]int{"d": 3, "b": 3, "c": 3, "a": 4}, "b"},
		{map[string]int{"x": 0, "y": 0, "z": 1}, "x"},
		{map[string]int{"far": 5000000}, "far"},
		{map[string]int{"far": 5000000, "near": 5000001}, "far"},
		{map[string]int{"Zed": 10, "abe": 10}, "Zed"},
	} {
		for range 20 {
			if got := Cheapest(c.prices); got != c.want {
				t.Fatalf("Cheapest(%v) = %q, want %q", c.prices, got, c.want)
			}
		}
	}
}
