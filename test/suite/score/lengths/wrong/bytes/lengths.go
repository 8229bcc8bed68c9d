// Package lengths measures words.
package lengths

import "strings"

// Lengths returns how many words there are of each length, in letters (runes, not
// bytes). Words stand apart by any white space. Lengths that no word has are no keys
// of the result, which is never nil.
//
//	Lengths("to be or not") // map[2:3 3:1]
func Lengths(text string) map[int]int {
	count := make(map[int]int)
	for _, word := range strings.Fields(text) {
		count[len(word)]++
	}
	return count
}
