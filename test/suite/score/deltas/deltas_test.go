package deltas

import (
	"reflect"
	"testing"
)

func TestDeltas(t *testing.T) {
	got := Deltas([]int{1, 4, 2})
	if want := []int{3, -2}; !reflect.DeepEqual(got, want) {
		t.Errorf("Deltas([1 4 2]) = %v, want %v", got, want)
	}
	if got := Deltas([]int{9}); len(got) != 0 {
		t.Errorf("Deltas([9]) = %v, want nothing", got)
	}
}
