// Package elevator rides an elevator.
package elevator

import "strconv"

// Floor returns the floor that a button of an elevator leads to: 0 for "G", and
// otherwise the whole number that stands on it. Any other text is an error.
//
//	Floor("G")  // 0, nil
//	Floor("-1") // -1, nil
func Floor(button string) (int, error) {
	if button == "G" {
		return 0, nil
	}
	return strconv.Atoi(button)
}
