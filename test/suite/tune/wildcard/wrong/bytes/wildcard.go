// Package wildcard matches names.
package wildcard

// Match tells whether pattern matches the whole of name. In pattern '*' stands
// for any number of runes, none included, and '?' for exactly one rune. Every
// other rune stands for itself.
//
//	Match("*.go", "main.go") == true
//	Match("?at", "at") == false
func Match(pattern, name string) bool {
	return matchBytes(pattern, name)
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

func matchBytes(pattern, name string) bool {
	if pattern == "" {
		return name == ""
	}
	if pattern[0] == '*' {
		for i := range name {
			if matchBytes(pattern[1:], name[i:]) {
				return true
			}
		}
		return pattern == "*"
	}
	return name != "" && (pattern[0] == '?' || pattern[0] == name[0]) && matchBytes(pattern[1:], name[1:])
}
