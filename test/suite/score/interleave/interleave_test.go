package interleave

import (
	"reflect"
	"testing"
)

func TestInterleave(t *testing.T) {
	got := Interleave([]int{1, 2, 3}, []int{10, 20})
	if want := []int{1, 10, 2, 20, 3}; !reflect.DeepEqual(got, want) {
		t.Errorf("Interleave = %v, want %v", got, want)
	}
	words := Interleave([]string{"a", "b"}, []string{"x", "y"})
	if want := []string{"a", "x", "b", "y"}; !reflect.DeepEqual(words, want) {
		t.Errorf("Interleave = %v, want %v", words, want)
	}
}
