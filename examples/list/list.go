// Package list works on lists of strings.
package list

// Dedup returns the strings of in without repetitions, in the order in which they first appear.
func Dedup(in []string) []string {
	panic("not implemented")
}
