package lengths

import (
	"reflect"
	"testing"
)

func TestLengths(t *testing.T) {
	got := Lengths("to be or not")
	if want := map[int]int{2: 3, 3: 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got = Lengths("yes")
	if want := map[int]int{3: 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
