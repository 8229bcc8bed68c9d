// Package initials shortens names.
package initials

import (
	"strings"
	"unicode"
)

// Initials returns the first letter of each part of a name in upper case, each
// with a '.' after it. Parts stand apart by one or more spaces; there may be spaces
// before the first and after the last part. A name without parts gives "".
//
//	Initials("ada lovelace") == "A.L."
func Initials(name string) string {
	var b strings.Builder
	for _, part := range strings.Fields(name) {
		for _, first := range part {
			b.WriteRune(unicode.ToUpper(first))
			b.WriteByte('.')
			break
		}
	}
	return b.String()
}
