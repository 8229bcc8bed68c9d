package streak

import (
	"slices"
	"strings"
	"testing"
)

func TestStreakHidden(t *testing.T) {
	for days, want := range map[string]int{
		"":              0,
		"x":             1,
		"-":             0,
		"xx":            2,
		"xxxxxx":        6,
		"xxx-x":         3,
		"x-xxx":         3,
		"x-xxx-xx":      3,
		"-x-":           1,
		"xx--xx":        2,
		"-xx-xxxxx-xxx": 5,
		"x-x-x-x":       1,
	} {
		var kept []bool
		for _, day := range strings.Split(days, "") {
			kept = append(kept, day == "x")
		}
		before := slices.Clone(kept)
		if got := Streak(kept); got != want {
			t.Errorf("Streak of %q = %d, want %d", days, got, want)
		}
		if !slices.Equal(kept, before) {
			t.Errorf("Streak changed %v to %v", before, kept)
		}
	}
}
