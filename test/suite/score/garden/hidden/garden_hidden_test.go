package garden

import "testing"

func TestFenceHidden(t *testing.T) {
	tests := []struct {
		length, width, want float64
	}{
		{1, 1, 4},
		{4, 1, 10},
		{1, 4, 10},
		{0.5, 0.25, 1.5},
		{0.5, 8, 17},
		{100, 0.5, 201},
		{0, 3, 0},
		{3, 0, 0},
		{-1, 3, 0},
		{3, -1, 0},
		{-0.5, 0.5, 0},
		{-2, -2, 0},
	}
	for _, tt := range tests {
		if got := Fence(tt.length, tt.width); got != tt.want {
			t.Errorf("Fence(%v, %v) = %v, want %v", tt.length, tt.width, got, tt.want)
		}
	}
}
