// Package span reads spans of time.
package span

import (
	"errors"
	"fmt"
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
	if text == "" {
		return 0, errors.New("empty span")
	}
	units := []struct {
		name    byte
		seconds int
	}{{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}
	total, next := 0, 0
	for rest := text; rest != ""; {
		n, digits := 0, 0
		for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' && digits < 6 {
			n = n*10 + int(rest[digits]-'0')
			digits++
		}
		if digits == 0 || digits == len(rest) {
			return 0, fmt.Errorf("%q is no span of time", text)
		}
		for next < len(units) && units[next].name != rest[digits] {
			next++
		}
		if next == len(units) {
			return 0, fmt.Errorf("%q is no span of time", text)
		}
		total += n * units[next].seconds
		next++
		rest = rest[digits+1:]
	}
	return total, nil
}
