package underline

import "testing"

func TestUnderlineHidden(t *testing.T) {
	for title, want := range map[string]string{
		"":          "",
		"x":         "x\n=",
		" ":         " \n=",
		" a ":       " a \n===",
		"Crème":     "Crème\n=====",
		"Ü":         "Ü\n=",
		"日本語":       "日本語\n===",
		"1 + 1 = 2": "1 + 1 = 2\n=========",
	} {
		if got := Underline(title); got != want {
			t.Errorf("Underline(%q) = %q, want %q", title, got, want)
		}
	}
}
