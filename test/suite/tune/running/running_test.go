package running

import (
	"reflect"
	"testing"
)

func TestRunning(t *testing.T) {
	got := Running([]int{1, 2, 3})
	if want := []int{1, 3, 6}; !reflect.DeepEqual(got, want) {
		t.Errorf("Running([1 2 3]) = %v, want %v", got, want)
	}
	got = Running([]int{5, -5, 2})
	if want := []int{5, 0, 2}; !reflect.DeepEqual(got, want) {
		t.Errorf("Running([5 -5 2]) = %v, want %v", got, want)
	}
}
