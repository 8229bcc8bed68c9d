// Package hashtag makes hashtags.
package hashtag

import "strings"

// Hashtag makes a hashtag of the words of a phrase: '#', then each word with its
// first letter in upper case and its other letters as they are, with nothing
// between the words. Words stand apart by any white space, which may also stand
// before the first one and after the last. A phrase without words gives "".
//
//	Hashtag("go is fun") == "#GoIsFun"
func Hashtag(phrase string) string {
	tag := ""
	for _, word := range strings.Fields(strings.ToLower(phrase)) {
		runes := []rune(word)
		tag += strings.ToUpper(string(runes[:1])) + string(runes[1:])
	}
	if tag == "" {
		return ""
	}
	return "#" + tag
}
