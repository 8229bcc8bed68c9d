package guests

import "testing"

func TestCountHidden(t *testing.T) {
	for list, want := range map[string]int{
		"":                    0,
		"X":                   1,
		"Ana,Bo":              2,
		"Ana,Bo,Cem":          3,
		"Ana,Bo, Cem":         3,
		"Ana Maria":           1,
		"Ana Maria, Bo Lind":  2,
		"Ana , Bo":            2,
		"Zoë, Jörg":           2,
		"A,B,C,D,E,F,G,H,I,J": 10,
		"Ana, Ana":            2,
	} {
		if got := Count(list); got != want {
			t.Errorf("Count(%q) = %d, want %d", list, got, want)
		}
	}
}
