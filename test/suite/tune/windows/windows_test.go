package windows

import (
	"reflect"
	"testing"
)

func TestWindows(t *testing.T) {
	got := Windows([]int{1, 2, 3}, 2)
	if want := [][]int{{1, 2}, {2, 3}}; !reflect.DeepEqual(got, want) {
		t.Errorf("Windows = %v, want %v", got, want)
	}
	if got := Windows([]string{"a"}, 2); len(got) != 0 {
		t.Errorf("Windows = %v, want none", got)
	}
}
