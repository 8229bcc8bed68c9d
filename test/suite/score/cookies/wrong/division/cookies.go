// Package cookies shares out cookies.
package cookies

// Leftover returns how many cookies are left over when they are shared out equally
// among children. Without children all of them are left.
//
//	Leftover(14, 4) == 2
func Leftover(cookies, children int) int {
	return cookies % children
}
