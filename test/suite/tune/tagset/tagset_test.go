package tagset

import (
	"reflect"
	"testing"
)

func TestDifference(t *testing.T) {
	got := Of(1, 2, 3).Difference(Of(2))
	if len(got) != 2 || !got.Has(1) || !got.Has(3) {
		t.Errorf("Difference = %v, want 1 and 3", got)
	}
}

func TestSorted(t *testing.T) {
	got := Of("pear", "fig", "apple").Sorted()
	if want := []string{"apple", "fig", "pear"}; !reflect.DeepEqual(got, want) {
		t.Errorf("Sorted = %v, want %v", got, want)
	}
}
