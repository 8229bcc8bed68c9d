package columns

import (
	"reflect"
	"testing"
)

func TestColumns(t *testing.T) {
	got := Columns([][]int{{1, 2}, {3, 4}})
	if want := [][]int{{1, 3}, {2, 4}}; !reflect.DeepEqual(got, want) {
		t.Errorf("Columns = %v, want %v", got, want)
	}
	if got := Columns(nil); len(got) != 0 {
		t.Errorf("Columns(nil) = %v", got)
	}
}
