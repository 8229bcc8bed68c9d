package firstgood

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestFetchHidden(t *testing.T) {
	down, busy, gone := errors.New("down"), errors.New("busy"), fmt.Errorf("gone: %w", ErrFound)
	for _, c := range []struct {
		errs   []error
		answer string
		text   string
		asked  int
	}{
		{nil, "", "no sources", 0},
		{[]error{nil}, "0", "", 1},
		{[]error{nil, nil}, "0", "", 1},
		{[]error{down, nil, nil}, "1", "", 2},
		{[]error{down, busy, nil}, "2", "", 3},
		{[]error{down}, "", "s0: down", 1},
		{[]error{down, busy, down}, "", "s0: down; s1: busy; s2: down", 3},
		{[]error{gone, nil}, "", "gone: known not to exist", 1},
		{[]error{down, gone, nil}, "", "gone: known not to exist", 2},
		{[]error{down, ErrFound}, "", "known not to exist", 2},
	} {
		asked := 0
		var sources []Source
		for i, e := range c.errs {
			sources = append(sources, Source{fmt.Sprint("s", i), func() (string, error) {
				asked++
				return fmt.Sprint(i), e
			}})
		}
		answer, err := Fetch(sources)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if answer != c.answer || text != c.text || asked != c.asked {
			t.Errorf("%v: %q, %q after %d, want %q, %q after %d", c.errs, answer, text, asked, c.answer, c.text, c.asked)
		}
		if len(c.errs) == 0 && !errors.Is(err, ErrNone) {
			t.Errorf("no sources: %v", err)
		}
		if strings.HasPrefix(c.text, "s0") {
			for _, e := range c.errs {
				if !errors.Is(err, e) {
					t.Errorf("%v does not wrap %v", err, e)
				}
			}
		}
	}
}
