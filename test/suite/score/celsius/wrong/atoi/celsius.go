// Package celsius reads thermometers.
package celsius

import (
	"fmt"
	"strconv"
	"strings"
)

// Celsius reads a temperature in whole degrees: an optional '-', one to three digits
// and the letter 'C', with nothing before, between or after. With anything else the
// result is 0 and there is an error.
//
//	Celsius("21C")  // 21, nil
//	Celsius("-3C")  // -3, nil
//	Celsius("70F")  // 0, error
func Celsius(text string) (int, error) {
	number, ok := strings.CutSuffix(text, "C")
	if !ok {
		return 0, fmt.Errorf("no C: %q", text)
	}
	return strconv.Atoi(number)
}
