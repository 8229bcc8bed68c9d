// Package sample has one function that is still to be written.
package sample

// CountVowels counts the vowels a, e, i, o and u in s, upper case or lower case.
func CountVowels(s string) int {
	panic("not implemented")
}
