package ferry

import "testing"

func TestPlaceHidden(t *testing.T) {
	for _, c := range []struct {
		queue []string
		name  string
		want  int
	}{
		{nil, "Ana", 0},
		{[]string{}, "", 0},
		{[]string{"Ana"}, "Ana", 1},
		{[]string{"Ana"}, "Ben", 0},
		{[]string{"Ana", "Ben"}, "Ana", 1},
		{[]string{"Ben", "Ana", "Ana"}, "Ana", 2},
		{[]string{"Ana", "Ben", "Ana", "Ben"}, "Ben", 2},
		{[]string{"Anabel", "Ana"}, "Ana", 2},
		{[]string{"Anabel"}, "Ana", 0},
		{[]string{"ana", "Ana"}, "Ana", 2},
		{[]string{"Ana", "Ben"}, "", 0},
		{[]string{"a", "b", "c", "d", "e", "f"}, "f", 6},
	} {
		got, ok := Place(c.queue, c.name)
		if got != c.want || ok != (c.want > 0) {
			t.Errorf("Place(%q, %q) = %d, %v, want %d", c.queue, c.name, got, ok, c.want)
		}
	}
}
