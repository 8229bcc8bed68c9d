package socks

import "testing"

func TestPay(t *testing.T) {
	tests := []struct{ pairs, price, want int }{
		{1, 5, 5},
		{2, 5, 10},
		{3, 5, 10},
	}
	for _, tt := range tests {
		if got := Pay(tt.pairs, tt.price); got != tt.want {
			t.Errorf("Pay(%d, %d) = %d, want %d", tt.pairs, tt.price, got, tt.want)
		}
	}
}
