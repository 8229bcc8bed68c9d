package contest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

func TestTableHidden(t *testing.T) {
	for _, c := range []struct{ entries, banned, want string }{
		{"", "", ""},
		{"ann=3", "", "1 ann 3 1"},
		{"ann=3", "ann", ""},
		{"ann=0 ben=-2", "", "1 ann 0 1, 2 ben -2 1"},
		{"ben=3 ann=3", "", "1 ann 3 1, 1 ben 3 1"},
		{"ann=1 | ann=2 | ben=3", "", "1 ben 3 1, 1 ann 3 2"},
		{"ann=1 ben=1 | ann=1 ben=1", "", "1 ann 2 2, 1 ben 2 2"},
		{"a=9 b=7 c=7 d=5 e=5 f=5 g=1", "", "1 a 9 1, 2 b 7 1, 2 c 7 1, 4 d 5 1, 4 e 5 1, 4 f 5 1, 7 g 1 1"},
		{"a=9 b=7 c=7 d=5", "b", "1 a 9 1, 2 c 7 1, 3 d 5 1"},
		{"a=1 b=5 | a=6 c=7 | a=0 c=0", "", "1 c 7 2, 1 a 7 3, 3 b 5 1"},
		{"a=2 b=1 c=4 | b=1 | b=1 a=1 d=3", "", "1 c 4 1, 2 d 3 1, 2 a 3 2, 2 b 3 3"},
	} {
		var contest Contest
		contest.Start("first")
		for _, entry := range strings.Fields(c.entries) {
			if entry == "|" {
				contest.Start("next")
				continue
			}
			player, points, _ := strings.Cut(entry, "=")
			n, _ := strconv.Atoi(points)
			contest.Enter(player, n)
		}
		for _, player := range strings.Fields(c.banned) {
			contest.Ban(player)
		}
		var rows []string
		for _, r := range contest.Table() {
			rows = append(rows, fmt.Sprintf("%d %s %d %d", r.Rank, r.Player, r.Points, r.Rounds))
		}
		if got := strings.Join(rows, ", "); got != c.want {
			t.Errorf("%q: %q, want %q", c.entries, got, c.want)
		}
	}
}
