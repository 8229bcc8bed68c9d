// Package mask hides what others need not see.
package mask

import "strings"

// Mask replaces every rune of s by '*', except for the last keep ones. If s has
// no more than keep runes, it is returned as it is. A negative keep counts as 0.
//
//	Mask("12345678", 4) == "****5678"
//	Mask("abc", 0) == "***"
func Mask(s string, keep int) string {
	if keep < 0 {
		keep = 0
	}
	if len(s) <= keep {
		return s
	}
	return strings.Repeat("*", len(s)-keep) + s[len(s)-keep:]
}
