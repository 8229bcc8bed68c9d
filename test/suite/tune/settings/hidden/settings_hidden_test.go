package settings

import (
	"errors"
	"fmt"
	"testing"
)

func TestParseHidden(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "map[]",
		"\n\n":                 "map[]",
		"# a = 1":              "map[]",
		"   # a = 1":           "map[]",
		"a=1":                  "map[a:1]",
		"\ta\t=\t1\t":          "map[a:1]",
		"a=":                   "map[a:]",
		"a = ":                 "map[a:]",
		"a==":                  "map[a:=]",
		"a = b # c":            "map[a:b # c]",
		"a = #":                "map[a:#]",
		"a b = c d":            "map[a b:c d]",
		"a=1\r\nb=2\r\n":       "map[a:1 b:2]",
		"a=1\na=2":             "map[a:2]",
		"a=1\n b = 2 = 3 \n#x": "map[a:1 b:2 = 3]",
		"a#=1":                 "map[a#:1]",
	} {
		got, err := Parse(text)
		if err != nil || got == nil || fmt.Sprint(got) != want {
			t.Errorf("Parse(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"a":              "line 1: no =",
		"=":              "line 1: no key",
		" = 1":           "line 1: no key",
		"==":             "line 1: no key",
		"a=1\n\n#\nx\n=": "line 4: no =",
		"a=1\n=2\nx":     "line 2: no key",
		"a=1\r\nb\r\n":   "line 2: no =",
	} {
		got, err := Parse(text)
		var wrong *LineError
		if !errors.As(err, &wrong) || err.Error() != want || got != nil {
			t.Errorf("Parse(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
}
