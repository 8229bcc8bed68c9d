package summits

import (
	"reflect"
	"testing"
)

func TestSummits(t *testing.T) {
	if got, want := Summits([]int{1, 3, 2, 5, 4}), []int{1, 3}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := Summits([]int{0, 9, 0}), []int{1}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
