package stock

import (
	"reflect"
	"testing"
)

func TestMerge(t *testing.T) {
	got := Merge(map[string]int{"cup": 2}, map[string]int{"cup": 3, "jug": 1})
	if want := map[string]int{"cup": 5, "jug": 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("Merge = %v, want %v", got, want)
	}
	got = Merge(map[string]int{"pan": 0, "pot": 1})
	if want := map[string]int{"pot": 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("Merge = %v, want %v", got, want)
	}
}
