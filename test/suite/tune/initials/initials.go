// Package initials shortens names.
package initials

// Initials returns the first letter of each part of a name in upper case, each
// with a '.' after it. Parts stand apart by one or more spaces; there may be spaces
// before the first and after the last part. A name without parts gives "".
//
//	Initials("ada lovelace") == "A.L."
func Initials(name string) string {
	panic("TODO")
}
