package initials

import "testing"

func TestInitials(t *testing.T) {
	if got := Initials("ada lovelace"); got != "A.L." {
		t.Errorf("got %q, want A.L.", got)
	}
	if got := Initials("Alan Mathison Turing"); got != "A.M.T." {
		t.Errorf("got %q, want A.M.T.", got)
	}
	if got := Initials("Plato"); got != "P." {
		t.Errorf("got %q, want P.", got)
	}
}
