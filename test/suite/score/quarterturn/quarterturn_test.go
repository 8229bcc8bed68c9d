package quarterturn

import (
	"reflect"
	"testing"
)

func TestQuarterTurn(t *testing.T) {
	got := QuarterTurn([][]int{{1, 2}, {3, 4}})
	if want := [][]int{{3, 1}, {4, 2}}; !reflect.DeepEqual(got, want) {
		t.Errorf("QuarterTurn = %v, want %v", got, want)
	}
	if got := QuarterTurn(nil); len(got) != 0 {
		t.Errorf("QuarterTurn(nil) = %v", got)
	}
}
