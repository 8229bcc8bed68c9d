// Package runs shortens texts that repeat themselves.
package runs

// Encode shortens each run of the same letter to the letter and how often it stands there.
//
//	Encode("aaab") == "a3b1"
func Encode(s string) string {
	panic("not implemented")
}
