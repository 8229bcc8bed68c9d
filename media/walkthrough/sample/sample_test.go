package sample

import "testing"

func TestCountVowels(t *testing.T) {
	cases := map[string]int{"": 0, "xyz": 0, "gopher": 2, "AEIOU": 5, "Queue": 4}
	for s, want := range cases {
		if got := CountVowels(s); got != want {
			t.Errorf("CountVowels(%q) = %d, want %d", s, got, want)
		}
	}
}
