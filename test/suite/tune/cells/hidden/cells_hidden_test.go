package cells

import (
	"errors"
	"slices"
	"testing"
)

func TestSplitHidden(t *testing.T) {
	for line, want := range map[string][]string{
		"":              {""},
		";":             {"", ""},
		";;":            {"", "", ""},
		"a;":            {"a", ""},
		";a":            {"", "a"},
		" a ; b ":       {" a ", " b "},
		`""`:            {""},
		`"";""`:         {"", ""},
		`"a"x;b`:        {"a", "b"},
		`"a" ;b`:        {"a", "b"},
		`""x;b`:         {"", "b"},
		`a"b;c"d`:       {`a"b`, `c"d`},
		`a"";b`:         {`a""`, "b"},
		`""""`:          {`"`},
		`"""";x`:        {`"`, "x"},
		`";";";;"`:      {";", ";;"},
		`"a;""b"";c";d`: {`a;"b";c`, "d"},
		`"ä;ö";ü`:       {"ä;ö", "ü"},
		`"a";`:          {"a", ""},
		` "a;b"`:        {` "a`, `b"`},
	} {
		got, err := Split(line)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("Split(%s) = %q, %v, want %q", line, got, err, want)
		}
	}
	for _, line := range []string{`"`, `"a`, `"a;b`, `x;"`, `"""`, `"a""`, `"a";"b""`} {
		if got, err := Split(line); !errors.Is(err, ErrQuote) {
			t.Errorf("Split(%s) = %q, %v, want ErrQuote", line, got, err)
		}
	}
}
