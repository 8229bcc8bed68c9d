// Package hashtag makes hashtags.
package hashtag

import (
	"strings"
	"unicode"
)

// Hashtag makes a hashtag of the words of a phrase: '#', then each word with its
// first letter in upper case and its other letters as they are, with nothing
// between the words. Words stand apart by any white space, which may also stand
// before the first one and after the last. A phrase without words gives "".
//
//	Hashtag("go is fun") == "#GoIsFun"
func Hashtag(phrase string) string {
	words := strings.Fields(phrase)
	if len(words) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteByte('#')
	for _, word := range words {
		runes := []rune(word)
		runes[0] = unicode.ToUpper(runes[0])
		b.WriteString(string(runes))
	}
	return b.String()
}
