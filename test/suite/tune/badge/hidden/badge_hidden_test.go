package badge

import "testing"

func TestBadgeHidden(t *testing.T) {
	for _, c := range []struct{ name, team, want string }{
		{"Ana", "", "Ana"},
		{"Bo Lind", "", "Bo Lind"},
		{"X", "", "X"},
		{"", "", ""},
		{"X", "Y", "X (Y)"},
		{"Zoë", "grün", "Zoë (grün)"},
		{"Ana", "the night shift", "Ana (the night shift)"},
		{"Ana", "Ana", "Ana (Ana)"},
		{"Ana (2)", "red", "Ana (2) (red)"},
		{"O'Hara", "7", "O'Hara (7)"},
	} {
		if got := Badge(c.name, c.team); got != c.want {
			t.Errorf("Badge(%q, %q) = %q, want %q", c.name, c.team, got, c.want)
		}
	}
}
