// Package wildcard matches names.
package wildcard

// Match tells whether pattern matches the whole of name. In pattern '*' stands
// for any number of runes, none included, and '?' for exactly one rune. Every
// other rune stands for itself.
//
//	Match("*.go", "main.go") == true
//	Match("?at", "at") == false
func Match(pattern, name string) bool {
	panic("TODO: implement me")
}
