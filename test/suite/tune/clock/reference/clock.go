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
	if len(text) != 5 || text[2] != ':' {
		return 0, fmt.Errorf("time %q is not HH:MM", text)
	}
	for _, i := range []int{0, 1, 3, 4} {
		if text[i] < '0' || text[i] > '9' {
			return 0, fmt.Errorf("time %q is not HH:MM", text)
		}
	}
	hours := int(text[0]-'0')*10 + int(text[1]-'0')
	minutes := int(text[3]-'0')*10 + int(text[4]-'0')
	if hours > 23 || minutes > 59 {
		return 0, fmt.Errorf("there is no time %q", text)
	}
	return hours*60 + minutes, nil
}
