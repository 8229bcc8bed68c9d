package size

import "testing"

func TestHuman(t *testing.T) {
	tests := []struct {
		bytes int64
		want  string
	}{
		{0, "0 B"},
		{512, "512 B"},
		{1023, "1023 B"},
		{1536, "1.5 KB"},
		{2097152, "2.0 MB"},
		{3221225472, "3.0 GB"},
	}
	for _, tt := range tests {
		if got := Human(tt.bytes); got != tt.want {
			t.Errorf("Human(%d) = %q, want %q", tt.bytes, got, tt.want)
		}
	}
}
