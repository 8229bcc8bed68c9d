package badge

import "testing"

func TestBadge(t *testing.T) {
	if got, want := Badge("Ana", "red"), "Ana (red)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Badge("Bo Lind", "blue"), "Bo Lind (blue)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
