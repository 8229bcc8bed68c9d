// Package clock reads times of day.
package clock

import (
	"fmt"
	"strconv"
	"strings"
)

// Minutes reads a time of day "HH:MM" and returns the minutes since midnight.
// Hours and minutes have exactly two digits each, hours 00 to 23, minutes 00 to
// 59; anything else is an error.
//
//	Minutes("13:05") // 785, nil
//	Minutes("24:00") // error
func Minutes(text string) (int, error) {
	h, m, ok := strings.Cut(text, ":")
	if !ok {
		return 0, fmt.Errorf("bad time %q", text)
	}
	hours, err := strconv.Atoi(h)
	if err != nil || hours < 0 || hours > 23 {
		return 0, fmt.Errorf("bad time %q", text)
	}
	minutes, err := strconv.Atoi(m)
	if err != nil || minutes < 0 || minutes > 59 {
		return 0, fmt.Errorf("bad time %q", text)
	}
	return hours*60 + minutes, nil
}
