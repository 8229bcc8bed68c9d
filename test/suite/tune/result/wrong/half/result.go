// Package result reads results of matches.
package result

import (
	"fmt"
	"strconv"
	"strings"
)

// Parse reads the result of a match: the goals of the team at home, ':' and the
// goals of its guests. Goals are written with digits only, one or two of them, and
// nothing stands before, between or after. With anything else both numbers are 0
// and there is an error.
//
//	Parse("3:1")  // 3, 1, nil
//	Parse("3-1")  // 0, 0, error
func Parse(text string) (home, guests int, err error) {
	h, g, ok := strings.Cut(text, ":")
	if !ok || len(h) > 2 || len(g) > 2 {
		return 0, 0, fmt.Errorf("not a result: %q", text)
	}
	home, err = strconv.Atoi(h)
	if err != nil {
		return 0, 0, err
	}
	guests, err = strconv.Atoi(g)
	return home, guests, err
}
