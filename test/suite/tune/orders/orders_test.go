package orders

import (
	"reflect"
	"testing"
)

func TestOrders(t *testing.T) {
	got := Orders([]string{"Tea", "milk", "tea"})
	if want := map[string]int{"tea": 2, "milk": 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got = Orders([]string{"cola"})
	if want := map[string]int{"cola": 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
