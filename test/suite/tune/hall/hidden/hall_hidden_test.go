package hall

import "testing"

func TestFullHidden(t *testing.T) {
	for _, c := range []struct {
		taken []bool
		want  bool
	}{
		{nil, false},
		{[]bool{}, false},
		{[]bool{true}, true},
		{[]bool{false}, false},
		{[]bool{true, true}, true},
		{[]bool{false, true}, false},
		{[]bool{true, false}, false},
		{[]bool{false, false, false}, false},
		{[]bool{true, false, true}, false},
		{[]bool{false, true, true}, false},
		{[]bool{true, true, true, true, true}, true},
	} {
		if got := Full(c.taken); got != c.want {
			t.Errorf("Full(%v) = %v, want %v", c.taken, got, c.want)
		}
	}
}
