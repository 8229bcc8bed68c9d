package nickname

import "testing"

func TestNicknameHidden(t *testing.T) {
	for name, want := range map[string]string{
		"":         "",
		"J":        "J",
		"Al":       "Al",
		"Zoë":      "Zoë",
		"Åsa":      "Åsa",
		"Élise":    "Éliy",
		"José":     "Josy",
		"Jürgen":   "Jüry",
		"Øøøøø":    "Øøøy",
		"Mark":     "Mary",
		"日本":       "日本",
		"日本太郎":     "日本太y",
		"Al Bundy": "Al y",
	} {
		if got := Nickname(name); got != want {
			t.Errorf("Nickname(%q) = %q, want %q", name, got, want)
		}
	}
}
