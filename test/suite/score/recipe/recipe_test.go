package recipe

import (
	"reflect"
	"testing"
)

func TestScale(t *testing.T) {
	if got := Scale([]int{200, 5}, 3); !reflect.DeepEqual(got, []int{600, 15}) {
		t.Errorf("got %v, want [600 15]", got)
	}
	if got := Scale([]int{40}, 1); !reflect.DeepEqual(got, []int{40}) {
		t.Errorf("got %v, want [40]", got)
	}
}
