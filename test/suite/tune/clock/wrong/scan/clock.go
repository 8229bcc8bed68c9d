// Package clock reads times of day.
package clock

import "fmt"

// Minutes reads a time of day "HH:MM" and returns the minutes since midnight.
// Hours and minutes have exactly two digits each, hours 00 to 23, minutes 00 to
// 59; anything else is an error.
//
//	Minutes("13:05") // 785, nil
//	Minutes("24:00") // error
func Minutes(text string) (int, error) {
	var h, m int
	if _, err := fmt.Sscanf(text, "%02d:%02d", &h, &m); err != nil {
		return 0, err
	}
	if h > 23 || m > 59 {
		return 0, fmt.Errorf("bad time %q", text)
	}
	return h*60 + m, nil
}
