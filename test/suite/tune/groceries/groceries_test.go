package groceries

import (
	"reflect"
	"testing"
)

func TestMissing(t *testing.T) {
	pantry := map[string]int{"flour": 2, "oil": 3}
	got := Missing([]string{"eggs", "flour", "tea"}, pantry)
	if want := []string{"eggs", "tea"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Missing([]string{"oil"}, pantry); len(got) != 0 {
		t.Errorf("got %v, want none", got)
	}
}
