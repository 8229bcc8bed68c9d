package quiz

import "testing"

func TestLeaderHidden(t *testing.T) {
	for _, c := range []struct {
		points map[string]int
		player string
		most   int
	}{
		{map[string]int{"ann": 0}, "ann", 0},
		{map[string]int{"ann": -4}, "ann", -4},
		{map[string]int{"ann": -4, "ben": -2}, "ben", -2},
		{map[string]int{"ann": -4, "ben": 0}, "ben", 0},
		{map[string]int{"cy": 7, "ben": 7, "di": 7}, "ben", 7},
		{map[string]int{"b": 1, "a": 1, "c": 0}, "a", 1},
		{map[string]int{"zoe": 2, "Zoe": 2}, "Zoe", 2},
		{map[string]int{"a": 1, "b": 2, "c": 3, "d": 3}, "c", 3},
	} {
		for range 20 {
			q := New()
			for player, points := range c.points {
				q.Answer(player, points)
			}
			if player, most := q.Leader(); player != c.player || most != c.most {
				t.Fatalf("%v: got %q, %d, want %q, %d", c.points, player, most, c.player, c.most)
			}
			if len(q.points) != len(c.points) {
				t.Fatalf("Leader changed the players to %v", q.points)
			}
		}
	}
}
