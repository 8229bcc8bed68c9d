// Package span reads spans of time.
package span

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Seconds reads a span of time such as "1h30m" and returns it in seconds. The
// text is one or more parts, each a number of one to six digits and a unit: d
// for days of 24 hours, h for hours, m for minutes, s for seconds. Each unit
// comes once at most, the greater before the smaller. Anything else is an error.
//
//	Seconds("1h30m") // 5400, nil
//	Seconds("90s")   // 90, nil
//	Seconds("5m1h")  // error
func Seconds(text string) (int, error) {
	extra := 0
	if d, rest, ok := strings.Cut(text, "d"); ok {
		n, err := strconv.Atoi(d)
		if err != nil {
			return 0, err
		}
		if rest == "" {
			return n * 86400, nil
		}
		extra, text = n*86400, rest
	}
	if strings.Index(text, "m") < strings.Index(text, "h") && strings.Contains(text, "m") {
		return 0, errors.New("wrong order")
	}
	d, err := time.ParseDuration(text)
	return extra + int(d.Seconds()), err
}
