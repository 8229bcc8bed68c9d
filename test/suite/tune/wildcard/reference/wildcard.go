// Package wildcard matches names.
package wildcard

// Match tells whether pattern matches the whole of name. In pattern '*' stands
// for any number of runes, none included, and '?' for exactly one rune. Every
// other rune stands for itself.
//
//	Match("*.go", "main.go") == true
//	Match("?at", "at") == false
func Match(pattern, name string) bool {
	return match([]rune(pattern), []rune(name))
}

func match(pattern, name []rune) bool {
	if len(pattern) == 0 {
		return len(name) == 0
	}
	if pattern[0] == '*' {
		return match(pattern[1:], name) || len(name) > 0 && match(pattern, name[1:])
	}
	return len(name) > 0 && (pattern[0] == '?' || pattern[0] == name[0]) && match(pattern[1:], name[1:])
}
