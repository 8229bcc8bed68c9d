// Package squeeze shortens text.
package squeeze

import "strings"

// Squeeze replaces every run of two or more r in s by a single r. Other runes
// and single r stay as they are.
//
//	Squeeze("aabbaa", 'a') == "abba"
//	Squeeze("a--b---c", '-') == "a-b-c"
func Squeeze(s string, r rune) string {
	var b strings.Builder
	last := rune(-1)
	for _, c := range s {
		if c == r && last == r {
			continue
		}
		b.WriteRune(c)
		last = c
	}
	return b.String()
}
