// Package contest keeps the points of a contest of several rounds.
package contest

import (
	"fmt"
	"sort"
)

// Entry is what one player reached in one round.
type Entry struct {
	Player string
	Points int
}

// Round is one round of the contest.
type Round struct {
	Name    string
	Entries []Entry
}

// Row is one line of the table.
type Row struct {
	Rank   int
	Player string
	Points int
	Rounds int
}

// Contest is a contest. Its zero value is one without rounds.
type Contest struct {
	rounds []Round
	banned map[string]bool
}

// Start begins a round. Entries go to the last round that was started.
func (c *Contest) Start(name string) {
	c.rounds = append(c.rounds, Round{Name: name})
}

// Enter notes the points of a player in the round that was started last. It
// returns false, and notes nothing, if there is no round, the player has no name,
// or has points in this round already.
func (c *Contest) Enter(player string, points int) bool {
	if len(c.rounds) == 0 || player == "" {
		return false
	}
	round := &c.rounds[len(c.rounds)-1]
	for _, e := range round.Entries {
		if e.Player == player {
			return false
		}
	}
	round.Entries = append(round.Entries, Entry{player, points})
	return true
}

// Ban takes a player out of the table. The points stay noted.
func (c *Contest) Ban(player string) {
	if c.banned == nil {
		c.banned = make(map[string]bool)
	}
	c.banned[player] = true
}

// Pardon takes a ban back.
func (c *Contest) Pardon(player string) { delete(c.banned, player) }

// Rounds returns the names of the rounds, in order.
func (c *Contest) Rounds() []string {
	var names []string
	for _, r := range c.rounds {
		names = append(names, r.Name)
	}
	return names
}

// Points returns the points of a player in all rounds together.
func (c *Contest) Points(player string) int {
	sum := 0
	for _, r := range c.rounds {
		for _, e := range r.Entries {
			if e.Player == player {
				sum += e.Points
			}
		}
	}
	return sum
}

// Winner returns who has the most points in the round with this name, the first
// who was entered of several; false if there is no such round or nobody in it.
func (c *Contest) Winner(round string) (string, bool) {
	for _, r := range c.rounds {
		if r.Name != round || len(r.Entries) == 0 {
			continue
		}
		best := r.Entries[0]
		for _, e := range r.Entries[1:] {
			if e.Points > best.Points {
				best = e
			}
		}
		return best.Player, true
	}
	return "", false
}

// rows returns a row without a rank for each player who is not banned, in the
// order of their names.
func (c *Contest) rows() []Row {
	byName := make(map[string]*Row)
	for _, r := range c.rounds {
		for _, e := range r.Entries {
			if c.banned[e.Player] {
				continue
			}
			row := byName[e.Player]
			if row == nil {
				row = &Row{Player: e.Player}
				byName[e.Player] = row
			}
			row.Points += e.Points
			row.Rounds++
		}
	}
	var out []Row
	for _, row := range byName {
		out = append(out, *row)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Player < out[j].Player })
	return out
}

// Table returns a row for each player who is not banned. Who has more points
// stands higher. Of players with equal points the one who needed fewer rounds
// stands higher, and after that the one whose name comes first. The best has rank
// 1. Players with equal points share a rank, however many rounds they needed, and
// the ranks they take up are left out after them: 1, 2, 2, 4.
func (c *Contest) Table() []Row {
	rows := c.rows()
	sort.SliceStable(rows, func(i, j int) bool {
		return rows[i].Points < rows[j].Points
	})
	rank := 0
	for i := range rows {
		if i == 0 || rows[i].Points != rows[i-1].Points {
			rank++
		}
		rows[i].Rank = rank
	}
	return rows
}

// Print returns the table as text, one row on a line.
func (c *Contest) Print() string {
	text := ""
	for _, row := range c.Table() {
		text += fmt.Sprintf("%2d. %-12s %4d\n", row.Rank, row.Player, row.Points)
	}
	return text
}
