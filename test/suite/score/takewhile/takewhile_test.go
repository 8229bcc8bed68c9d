package takewhile

import (
	"reflect"
	"testing"
)

func TestTakeWhile(t *testing.T) {
	head, rest := TakeWhile([]int{1, 3, 4, 5}, func(n int) bool { return n%2 == 1 })
	if !reflect.DeepEqual(head, []int{1, 3}) || !reflect.DeepEqual(rest, []int{4, 5}) {
		t.Errorf("head %v, rest %v", head, rest)
	}
	words, none := TakeWhile([]string{"a", "b"}, func(s string) bool { return s != "" })
	if !reflect.DeepEqual(words, []string{"a", "b"}) || len(none) != 0 {
		t.Errorf("head %v, rest %v", words, none)
	}
}
