// Package span reads spans of time.
package span

import "fmt"

// Seconds reads a span of time such as "1h30m" and returns it in seconds. The
// text is one or more parts, each a number of one to six digits and a unit: d
// for days of 24 hours, h for hours, m for minutes, s for seconds. Each unit
// comes once at most, the greater before the smaller. Anything else is an error.
//
//	Seconds("1h30m") // 5400, nil
//	Seconds("90s")   // 90, nil
//	Seconds("5m1h")  // error
func Seconds(text string) (int, error) {
	total, n := 0, 0
	last := 100000
	for _, c := range text {
		if c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
			continue
		}
		unit := map[rune]int{'d': 86400, 'h': 3600, 'm': 60, 's': 1}[c]
		if unit == 0 || unit >= last {
			return 0, fmt.Errorf("bad unit %q", c)
		}
		total += n * unit
		last, n = unit, 0
	}
	return total, nil
}
