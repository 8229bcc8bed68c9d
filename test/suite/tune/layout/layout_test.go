package layout

import (
	"reflect"
	"testing"
)

func TestWrap(t *testing.T) {
	got := Wrap("to be or not", 5)
	if want := []string{"to be", "or", "not"}; !reflect.DeepEqual(got, want) {
		t.Errorf("Wrap = %q, want %q", got, want)
	}
	got = Wrap("a  longword b", 4)
	if want := []string{"a", "longword", "b"}; !reflect.DeepEqual(got, want) {
		t.Errorf("Wrap = %q, want %q", got, want)
	}
}

func TestTable(t *testing.T) {
	got := Table([][]string{{"tea", "5"}, {"coffee", "12"}})
	if want := "tea      5\ncoffee  12"; got != want {
		t.Errorf("Table = %q, want %q", got, want)
	}
}
