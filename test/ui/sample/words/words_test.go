package words

import "testing"

func TestCountVowels(t *testing.T) {
	if got := CountVowels("hello"); got != 2 {
		t.Errorf("CountVowels(hello) = %d, want 2", got)
	}
	if got := CountVowels("sky"); got != 0 {
		t.Errorf("CountVowels(sky) = %d, want 0", got)
	}
}

func TestInitials(t *testing.T) {
	if got := Initials("ada lovelace"); got != "AL" {
		t.Errorf("Initials = %q, want AL", got)
	}
}
