package hall

import "testing"

func TestFull(t *testing.T) {
	if !Full([]bool{true, true, true}) {
		t.Error("three taken seats are not full")
	}
	if Full([]bool{true, true, false}) {
		t.Error("full with a free seat")
	}
}
