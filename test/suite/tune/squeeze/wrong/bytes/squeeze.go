// Package squeeze shortens text.
package squeeze

// Squeeze replaces every run of two or more r in s by a single r. Other runes
// and single r stay as they are.
//
//	Squeeze("aabbaa", 'a') == "abba"
//	Squeeze("a--b---c", '-') == "a-b-c"
func Squeeze(s string, r rune) string {
	out := ""
	for i := 0; i < len(s); i++ {
		if i > 0 && rune(s[i]) == r && s[i-1] == s[i] {
			continue
		}
		out += string(rune(s[i]))
	}
	return out
}
