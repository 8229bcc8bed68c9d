// Package percent reads shares.
package percent

import (
	"fmt"
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
	n, err := strconv.ParseUint(strings.TrimSpace(strings.TrimRight(text, "%")), 10, 8)
	if err != nil || n > 100 {
		return 0, fmt.Errorf("bad share %q", text)
	}
	return int(n), nil
}
