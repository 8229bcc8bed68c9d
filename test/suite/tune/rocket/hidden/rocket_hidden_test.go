package rocket

import (
	"slices"
	"testing"
)

func TestCountdownHidden(t *testing.T) {
	for start, want := range map[int][]int{
		0:   {0},
		2:   {2, 1, 0},
		4:   {4, 3, 2, 1, 0},
		5:   {5, 4, 3, 2, 1, 0},
		9:   {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
		10:  {10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
		-1:  nil,
		-2:  nil,
		-10: nil,
	} {
		if got := Countdown(start); !slices.Equal(got, want) {
			t.Errorf("Countdown(%d) = %v, want %v", start, got, want)
		}
	}
	if got := Countdown(1000); len(got) != 1001 {
		t.Errorf("Countdown(1000) has %d numbers", len(got))
	}
}
