package latest

import "testing"

func TestLatest(t *testing.T) {
	even := func(n int) bool { return n%2 == 0 }
	if got, ok := Latest([]int{4, 7, 8, 3}, even); got != 8 || !ok {
		t.Errorf("got %d, %v, want 8, true", got, ok)
	}
	if got, ok := Latest([]int{1, 3}, func(n int) bool { return n > 5 }); got != 0 || ok {
		t.Errorf("got %d, %v, want 0, false", got, ok)
	}
}
