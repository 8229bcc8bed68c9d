// Package words answers small questions about text.
package words

// CountVowels returns how many letters of s are vowels.
//
//	CountVowels("hello") == 2
func CountVowels(s string) int {
	panic("not implemented")
}

// Initials returns the first letter of each word of name, in upper case.
//
//	Initials("ada lovelace") == "AL"
func Initials(name string) string {
	panic("not implemented")
}
