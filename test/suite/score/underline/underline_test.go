package underline

import "testing"

func TestUnderline(t *testing.T) {
	if got, want := Underline("Menu"), "Menu\n===="; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Underline("To do"), "To do\n====="; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
