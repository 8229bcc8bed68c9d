package pages

import (
	"reflect"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string][]int{
		"5":      {5},
		"1-3":    {1, 2, 3},
		"7, 1-3": {1, 2, 3, 7},
	} {
		got, err := Parse(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Parse(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	if _, err := Parse("3-1"); err == nil {
		t.Error("3-1: no error")
	}
}
