package queue

import (
	"slices"
	"testing"
)

func TestRequeue(t *testing.T) {
	if got, want := Requeue([]int{1, 2, 3}), []int{2, 3, 1}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := Requeue([]string{"Ana", "Bo"}), []string{"Bo", "Ana"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
