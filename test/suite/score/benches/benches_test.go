package benches

import (
	"slices"
	"testing"
)

func TestEveryOther(t *testing.T) {
	if got := EveryOther([]string{"a", "b", "c", "d"}); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("got %v, want [a c]", got)
	}
	if got := EveryOther([]int{7, 8}); !slices.Equal(got, []int{7}) {
		t.Errorf("got %v, want [7]", got)
	}
}
