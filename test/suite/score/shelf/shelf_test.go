package shelf

import (
	"reflect"
	"testing"
)

func TestAdd(t *testing.T) {
	s := New[string, int]()
	s.Add("a", 1, 2)
	s.Add("b", 9)
	s.Add("a", 3)
	if got := s.Get("a"); !reflect.DeepEqual(got, []int{1, 2, 3}) {
		t.Errorf("a has %v", got)
	}
}

func TestLargest(t *testing.T) {
	s := New[string, int]()
	s.Add("a", 1, 2)
	s.Add("b", 9)
	if key, ok := s.Largest(); key != "a" || !ok {
		t.Errorf("Largest = %q, %v", key, ok)
	}
}
