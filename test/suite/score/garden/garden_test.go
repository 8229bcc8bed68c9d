package garden

import "testing"

func TestFence(t *testing.T) {
	tests := []struct {
		length, width, want float64
	}{
		{3, 2, 10},
		{2.5, 1.5, 8},
		{0, 0, 0},
	}
	for _, tt := range tests {
		if got := Fence(tt.length, tt.width); got != tt.want {
			t.Errorf("Fence(%v, %v) = %v, want %v", tt.length, tt.width, got, tt.want)
		}
	}
}
