package guests

import "testing"

func TestCount(t *testing.T) {
	for list, want := range map[string]int{"Ana, Bo": 2, "Cem": 1, "Ana, Bo, Cem, Dee": 4} {
		if got := Count(list); got != want {
			t.Errorf("Count(%q) = %d, want %d", list, got, want)
		}
	}
}
