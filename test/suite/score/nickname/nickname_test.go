package nickname

import "testing"

func TestNickname(t *testing.T) {
	for name, want := range map[string]string{
		"Robert": "Roby",
		"Ann":    "Ann",
		"Tomas":  "Tomy",
	} {
		if got := Nickname(name); got != want {
			t.Errorf("Nickname(%q) = %q, want %q", name, got, want)
		}
	}
}
