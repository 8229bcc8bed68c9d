package runs

import "testing"

func TestEncode(t *testing.T) {
	tests := []struct {
		s    string
		want string
	}{
		{"", ""},
		{"xyz", "x1y1z1"},
		{"aaab", "a3b1"},
		{"aabaa", "a2b1a2"},
		{"ééé", "é3"},
	}
	for _, tt := range tests {
		if got := Encode(tt.s); got != tt.want {
			t.Errorf("Encode(%q) = %q, want %q", tt.s, got, tt.want)
		}
	}
}
