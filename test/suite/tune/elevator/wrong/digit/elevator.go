// Package elevator rides an elevator.
package elevator

import "errors"

// Floor returns the floor that a button of an elevator leads to: 0 for "G", and
// otherwise the whole number that stands on it. Any other text is an error.
//
//	Floor("G")  // 0, nil
//	Floor("-1") // -1, nil
func Floor(button string) (int, error) {
	switch {
	case button == "G":
		return 0, nil
	case button == "-1":
		return -1, nil
	case len(button) == 1 && button[0] >= '0' && button[0] <= '9':
		return int(button[0] - '0'), nil
	}
	return 0, errors.New("no such button")
}
