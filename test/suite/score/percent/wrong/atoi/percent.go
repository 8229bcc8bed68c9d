// Package percent reads shares.
package percent

import (
	"errors"
	"strconv"
	"strings"
)

// Percent reads a share such as "45%" and returns the number. The text is one to
// three digits, without a sign or spaces, and then "%"; the number is at most
// 100. Anything else is an error.
//
//	Percent("45%")  // 45, nil
//	Percent("101%") // error
func Percent(text string) (int, error) {
	if !strings.HasSuffix(text, "%") {
		return 0, errors.New("no percent sign")
	}
	n, err := strconv.Atoi(strings.TrimSuffix(text, "%"))
	if err != nil {
		return 0, err
	}
	if n < 0 || n > 100 {
		return 0, errors.New("out of range")
	}
	return n, nil
}
