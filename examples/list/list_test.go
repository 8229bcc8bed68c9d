package list

import (
	"reflect"
	"testing"
)

func TestDedup(t *testing.T) {
	got := Dedup([]string{"b", "a", "b", "c", "a"})
	if want := []string{"b", "a", "c"}; !reflect.DeepEqual(got, want) {
		t.Errorf("Dedup = %v, want %v", got, want)
	}
	if got := Dedup(nil); len(got) != 0 {
		t.Errorf("Dedup(nil) = %v, want nothing", got)
	}
}
