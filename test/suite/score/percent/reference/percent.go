// Package percent reads shares.
package percent

import (
	"fmt"
	"strings"
)

// Percent reads a share such as "45%" and returns the number. The text is one to
// three digits, without a sign or spaces, and then "%"; the number is at most
// 100. Anything else is an error.
//
//	Percent("45%")  // 45, nil
//	Percent("101%") // error
func Percent(text string) (int, error) {
	digits, ok := strings.CutSuffix(text, "%")
	if !ok || len(digits) < 1 || len(digits) > 3 {
		return 0, fmt.Errorf("%q is no share", text)
	}
	n := 0
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0, fmt.Errorf("%q is no share", text)
		}
		n = n*10 + int(d-'0')
	}
	if n > 100 {
		return 0, fmt.Errorf("%q is more than all", text)
	}
	return n, nil
}
