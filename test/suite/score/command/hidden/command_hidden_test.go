package command

import (
	"errors"
	"slices"
	"testing"
)

func TestWordsHidden(t *testing.T) {
	for line, want := range map[string][]string{
		"":            nil,
		"   ":         nil,
		"a":           {"a"},
		"  a   b  ":   {"a", "b"},
		"''":          {""},
		"'' ''":       {"", ""},
		"a '' b":      {"a", "", "b"},
		"ab'c d'e":    {"abc de"},
		"'a''b'":      {"ab"},
		"'a' 'b'":     {"a", "b"},
		"x''":         {"x"},
		`a\ b`:        {"a b"},
		`\ `:          {" "},
		`\\`:          {`\`},
		`a\`:          {`a\`},
		`a \`:         {"a", `\`},
		`\a`:          {"a"},
		`'a\'`:        {`a\`},
		`'a\' b`:      {`a\`, "b"},
		`'a\b'`:       {`a\b`},
		`\' \'`:       {"'", "'"},
		`'  '`:        {"  "},
		`été 'à la'`:  {"été", "à la"},
		`a'b'\ 'c'`:   {"ab c"},
		`'a'\''b' 'c`: nil,
	} {
		got, err := Words(line)
		if line == `'a'\''b' 'c` {
			if !errors.Is(err, ErrQuote) {
				t.Errorf("Words(%s) = %q, %v, want ErrQuote", line, got, err)
			}
			continue
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("Words(%s) = %q, %v, want %q", line, got, err, want)
		}
	}
	for _, line := range []string{"'", "a'", "'a' '", `'\'a'`, "'a b"} {
		if got, err := Words(line); !errors.Is(err, ErrQuote) {
			t.Errorf("Words(%s) = %q, %v, want ErrQuote", line, got, err)
		}
	}
}
