package plants

import (
	"slices"
	"testing"
)

func TestThirstyHidden(t *testing.T) {
	plants := []Plant{{"rose", 6}, {"fern", 2}, {"basil", 9}, {"aloe", 5}}
	for _, c := range []struct {
		plants []Plant
		today  int
		want   []string
	}{
		{nil, 10, nil},
		{[]Plant{}, 10, nil},
		{[]Plant{{"ivy", 7}}, 10, nil},
		{[]Plant{{"ivy", 6}}, 10, []string{"ivy"}},
		{[]Plant{{"ivy", 8}}, 10, nil},
		{[]Plant{{"ivy", 10}}, 10, nil},
		{[]Plant{{"ivy", 0}}, 3, nil},
		{[]Plant{{"ivy", 0}}, 4, []string{"ivy"}},
		{plants, 9, []string{"fern", "aloe"}},
		{plants, 10, []string{"rose", "fern", "aloe"}},
		{plants, 30, []string{"rose", "fern", "basil", "aloe"}},
		{[]Plant{{"fig", 1}, {"fig", 1}}, 8, []string{"fig", "fig"}},
	} {
		if got := Thirsty(c.plants, c.today); !slices.Equal(got, c.want) {
			t.Errorf("Thirsty(%v, %d) = %v, want %v", c.plants, c.today, got, c.want)
		}
	}
}
