package exam

import "testing"

func TestPassed(t *testing.T) {
	got := Passed(map[string]int{"Ana": 81, "Ben": 20})
	if !got["Ana"] {
		t.Error("Ana did not pass")
	}
	if got["Ben"] {
		t.Error("Ben passed")
	}
}
