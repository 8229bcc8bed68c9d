package rover

import (
	"testing"

	"example.com/rover/field"
)

func TestDriveHidden(t *testing.T) {
	ground := field.Field{Width: 4, Height: 3, Rocks: map[field.Point]bool{{X: 1, Y: 1}: true, {X: 3, Y: 2}: true}}
	for _, c := range []struct {
		route string
		moves int
		at    field.Point
		err   string
	}{
		{"", 0, field.Point{}, ""},
		{"U", 1, field.Point{X: 0, Y: 1}, ""},
		{"R", 1, field.Point{X: 1, Y: 0}, ""},
		{"RL", 2, field.Point{}, ""},
		{"UD", 2, field.Point{}, ""},
		{"RRRUL", 5, field.Point{X: 2, Y: 1}, ""},
		{"D", 0, field.Point{}, "blocked after 0 moves"},
		{"L", 0, field.Point{}, "blocked after 0 moves"},
		{"RU", 1, field.Point{X: 1, Y: 0}, "blocked after 1 moves"},
		{"RURR", 1, field.Point{X: 1, Y: 0}, "blocked after 1 moves"},
		{"UUU", 2, field.Point{X: 0, Y: 2}, "blocked after 2 moves"},
		{"RRRR", 3, field.Point{X: 3, Y: 0}, "blocked after 3 moves"},
		{"RRUULLDD", 8, field.Point{}, ""},
		{"UURRR", 4, field.Point{X: 2, Y: 2}, "blocked after 4 moves"},
		{"x", 0, field.Point{}, `unknown move "x"`},
		{"RRu", 0, field.Point{}, `unknown move "u"`},
		{"RR U", 0, field.Point{}, `unknown move " "`},
		{"DéF", 0, field.Point{}, `unknown move "é"`},
	} {
		r := New(ground)
		moves, err := r.Drive(c.route)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if moves != c.moves || r.At != c.at || text != c.err {
			t.Errorf("Drive(%q) = %d, %q at %v, want %d, %q at %v", c.route, moves, text, r.At, c.moves, c.err, c.at)
		}
	}
}
