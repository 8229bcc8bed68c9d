package pages

import (
	"slices"
	"testing"
)

func TestParseHidden(t *testing.T) {
	for text, want := range map[string][]int{
		"1":           {1},
		"9999":        {9999},
		"4-4":         {4},
		"1,1,1":       {1},
		"2-4,3-5":     {2, 3, 4, 5},
		"10,9,8":      {8, 9, 10},
		" 1 - 2 , 4 ": {1, 2, 4},
		"9998-9999":   {9998, 9999},
		"3,1-2,2":     {1, 2, 3},
		"007":         {7},
		"1-2,20-21,5": {1, 2, 5, 20, 21},
	} {
		got, err := Parse(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("Parse(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, bad := range []string{"", " ", ",", "1,", ",1", "1,,2", "-", "1-", "-3", "0", "0-2", "1-10000", "10000", "a", "1-b", "1-2-3", "1 2", "+1", "1--2", "1.5", "5-3", "1;2"} {
		if got, err := Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %v without an error", bad, got)
		}
	}
}
