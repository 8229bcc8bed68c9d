package chat

import "testing"

func TestIsQuestion(t *testing.T) {
	tests := []struct {
		message string
		want    bool
	}{
		{"Are you there?", true},
		{"I am here.", false},
		{"Tea?", true},
	}
	for _, tt := range tests {
		t.Run(tt.message, func(t *testing.T) {
			if got := IsQuestion(tt.message); got != tt.want {
				t.Errorf("IsQuestion(%q) = %v", tt.message, got)
			}
		})
	}
}
