package mask

import "testing"

func TestMask(t *testing.T) {
	tests := []struct {
		s    string
		keep int
		want string
	}{
		{"12345678", 4, "****5678"},
		{"abc", 0, "***"},
		{"abc", 5, "abc"},
	}
	for _, tt := range tests {
		if got := Mask(tt.s, tt.keep); got != tt.want {
			t.Errorf("Mask(%q, %d) = %q, want %q", tt.s, tt.keep, got, tt.want)
		}
	}
}
