// Package squeeze shortens text.
package squeeze

// Squeeze replaces every run of two or more r in s by a single r. Other runes
// and single r stay as they are.
//
//	Squeeze("aabbaa", 'a') == "abba"
//	Squeeze("a--b---c", '-') == "a-b-c"
func Squeeze(s string, r rune) string {
	panic("not implemented")
}
