package mask

import "testing"

func TestMaskHidden(t *testing.T) {
	tests := []struct {
		s    string
		keep int
		want string
	}{
		{"", 0, ""},
		{"", 3, ""},
		{"", -1, ""},
		{"abc", 3, "abc"},
		{"abcd", 3, "*bcd"},
		{"abc", 1, "**c"},
		{"abc", -2, "***"},
		{"größe", 2, "***ße"},
		{"日本語", 1, "**語"},
		{"日本語", 3, "日本語"},
		{"日本語", 4, "日本語"},
		{"*a*", 1, "***"},
	}
	for _, tt := range tests {
		if got := Mask(tt.s, tt.keep); got != tt.want {
			t.Errorf("Mask(%q, %d) = %q, want %q", tt.s, tt.keep, got, tt.want)
		}
	}
}
