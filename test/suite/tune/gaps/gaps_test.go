package gaps

import (
	"reflect"
	"testing"
)

func TestGaps(t *testing.T) {
	got := Gaps(Span{0, 10}, []Span{{2, 4}, {3, 6}})
	if want := []Span{{0, 2}, {6, 10}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got = Gaps(Span{8, 18}, []Span{{8, 9}, {12, 13}})
	if want := []Span{{9, 12}, {13, 18}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Gaps(Span{1, 3}, []Span{{0, 5}}); len(got) != 0 {
		t.Errorf("got %v, want no gap", got)
	}
}
