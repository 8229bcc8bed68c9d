package pairs

import (
	"errors"
	"fmt"
	"testing"
)

func TestParseHidden(t *testing.T) {
	for list, want := range map[string]string{
		"":                   "map[]",
		";":                  "map[]",
		" ; ;":               "map[]",
		"a":                  "map[a:]",
		"a=":                 "map[a:]",
		"a=1":                "map[a:1]",
		" a = 1 ":            "map[a:1]",
		"a=1;b=2;":           "map[a:1 b:2]",
		"A=B":                "map[a:B]",
		"Max-Age=5;HttpOnly": "map[httponly: max-age:5]",
		"a=b=c":              "map[a:b=c]",
		"a==":                "map[a:=]",
		"a=x y; b":           "map[a:x y b:]",
		";;a=1;;b;;":         "map[a:1 b:]",
		"É=É":                "map[é:É]",
	} {
		got, err := Parse(list)
		if err != nil || got == nil || fmt.Sprint(got) != want {
			t.Errorf("Parse(%q) = %v, %v, want %s", list, got, err, want)
		}
	}
	for list, want := range map[string]string{
		"=":           "part 1: no name",
		" =1":         "part 1: no name",
		";;=1":        "part 3: no name",
		"a;a":         "part 2: twice",
		"a=1;b=2;A=3": "part 3: twice",
		"a=;; a =2":   "part 3: twice",
		"a;a;=":       "part 2: twice",
		"a;=;a":       "part 2: no name",
	} {
		got, err := Parse(list)
		var wrong *PartError
		if !errors.As(err, &wrong) || err.Error() != want || got != nil {
			t.Errorf("Parse(%q) = %v, %v, want %s", list, got, err, want)
		}
	}
}
