package rocket

import (
	"slices"
	"testing"
)

func TestCountdown(t *testing.T) {
	if got := Countdown(3); !slices.Equal(got, []int{3, 2, 1, 0}) {
		t.Errorf("Countdown(3) = %v", got)
	}
	if got := Countdown(1); !slices.Equal(got, []int{1, 0}) {
		t.Errorf("Countdown(1) = %v", got)
	}
}
