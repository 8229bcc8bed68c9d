package windows

import (
	"reflect"
	"testing"
)

func TestWindowsHidden(t *testing.T) {
	for _, c := range []struct {
		in   []int
		n    int
		want [][]int
	}{
		{nil, 1, nil},
		{nil, 0, nil},
		{[]int{1, 2}, 0, nil},
		{[]int{1, 2}, -1, nil},
		{[]int{1, 2}, 3, nil},
		{[]int{1, 2}, 2, [][]int{{1, 2}}},
		{[]int{1, 2}, 1, [][]int{{1}, {2}}},
		{[]int{1, 2, 3, 4, 5}, 3, [][]int{{1, 2, 3}, {2, 3, 4}, {3, 4, 5}}},
		{[]int{1, 2, 3, 4, 5}, 4, [][]int{{1, 2, 3, 4}, {2, 3, 4, 5}}},
	} {
		got := Windows(c.in, c.n)
		if len(got) != len(c.want) || len(got) > 0 && !reflect.DeepEqual(got, c.want) {
			t.Errorf("Windows(%v, %d) = %v, want %v", c.in, c.n, got, c.want)
		}
	}
	s := []int{1, 2, 3}
	got := Windows(s, 2)
	if len(got) != 2 {
		t.Fatalf("Windows = %v", got)
	}
	got[0][1] = 50
	_ = append(got[0], 60)
	if s[1] != 2 || s[2] != 3 || got[1][0] != 2 || got[1][1] != 3 {
		t.Errorf("s became %v, the second window %v", s, got[1])
	}
}
