package crew

import (
	"reflect"
	"testing"
)

func TestMap(t *testing.T) {
	double := func(n int) int { return 2 * n }
	got := Map([]int{1, 2, 3, 4}, 2, double)
	if want := []int{2, 4, 6, 8}; !reflect.DeepEqual(got, want) {
		t.Errorf("Map = %v, want %v", got, want)
	}
	if got := Map(nil, 3, double); len(got) != 0 {
		t.Errorf("Map of nothing = %v", got)
	}
}
