// Package settings reads settings.
package settings

import (
	"fmt"
	"strings"
)

// LineError says which line is wrong, counted from 1.
type LineError struct {
	Line int
	What string
}

// Error returns "line 3: no =".
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.What) }

// Parse reads settings, one "key = value" on a line. White space around keys,
// values and lines means nothing. Empty lines, and lines whose first character
// is '#', are passed over; a '#' elsewhere belongs to the value. Everything
// after the first '=' is the value, which may be empty. A key that comes again
// replaces its value. At the first wrong line Parse stops and returns nil and a
// *LineError: "no =" for a line without '=', "no key" for one with nothing
// before it.
//
//	Parse("a = 1\n# note\nb = x=y") // map[a:1 b:x=y]
func Parse(text string) (map[string]string, error) {
	settings := make(map[string]string)
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			return settings, &LineError{i + 1, "no ="}
		}
		if key == "" {
			return settings, &LineError{i + 1, "no key"}
		}
		settings[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return settings, nil
}
