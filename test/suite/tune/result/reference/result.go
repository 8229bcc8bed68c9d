// Package result reads results of matches.
package result

import (
	"fmt"
	"regexp"
	"strconv"
)

// Parse reads the result of a match: the goals of the team at home, ':' and the
// goals of its guests. Goals are written with digits only, one or two of them, and
// nothing stands before, between or after. With anything else both numbers are 0
// and there is an error.
//
//	Parse("3:1")  // 3, 1, nil
//	Parse("3-1")  // 0, 0, error
func Parse(text string) (home, guests int, err error) {
	match := regexp.MustCompile(`^([0-9]{1,2}):([0-9]{1,2})$`).FindStringSubmatch(text)
	if match == nil {
		return 0, 0, fmt.Errorf("not a result: %q", text)
	}
	home, _ = strconv.Atoi(match[1])
	guests, _ = strconv.Atoi(match[2])
	return home, guests, nil
}
