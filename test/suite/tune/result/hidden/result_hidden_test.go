package result

import "testing"

func TestParseHidden(t *testing.T) {
	for text, want := range map[string][2]int{
		"0:0":   {0, 0},
		"12:34": {12, 34},
		"05:1":  {5, 1},
		"99:99": {99, 99},
	} {
		if home, guests, err := Parse(text); home != want[0] || guests != want[1] || err != nil {
			t.Errorf("Parse(%q) = %d, %d, %v, want %d, %d", text, home, guests, err, want[0], want[1])
		}
	}
	for _, text := range []string{
		"", ":", "3", "3:", ":1", "3:1:2", "a:b", "3:x", "x:3", " 3:1", "3:1 ", "3 : 1", "-3:1", "3:-1", "+3:1",
		"3:+1", "100:1", "1:100", "3:1a", "3::1", "3:1\n", "٣:1",
	} {
		if home, guests, err := Parse(text); err == nil || home != 0 || guests != 0 {
			t.Errorf("Parse(%q) = %d, %d, %v, want 0, 0 and an error", text, home, guests, err)
		}
	}
}
