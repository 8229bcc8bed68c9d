package without

import (
	"reflect"
	"testing"
)

func TestWithout(t *testing.T) {
	if got := Without([]int{1, 2, 1, 3}, 1); !reflect.DeepEqual(got, []int{2, 3}) {
		t.Errorf("got %v, want [2 3]", got)
	}
	if got := Without([]string{"a", "b"}, "c"); !reflect.DeepEqual(got, []string{"a", "b"}) {
		t.Errorf("got %v, want [a b]", got)
	}
}
