package initials

import "testing"

func TestInitialsHidden(t *testing.T) {
	for name, want := range map[string]string{
		"":                "",
		" ":               "",
		"    ":            "",
		"x":               "X.",
		" x ":             "X.",
		"grace   hopper":  "G.H.",
		"  a  b  c  ":     "A.B.C.",
		"émile zola":      "É.Z.",
		"örjan åkesson":   "Ö.Å.",
		"Jean-Luc picard": "J.P.",
		"ÉMILE ZOLA":      "É.Z.",
		"o'neill":         "O.",
		"3 musketeers":    "3.M.",
	} {
		if got := Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}
