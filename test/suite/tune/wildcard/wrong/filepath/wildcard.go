// Package wildcard matches names.
package wildcard

// Match tells whether pattern matches the whole of name. In pattern '*' stands
// for any number of runes, none included, and '?' for exactly one rune. Every
// other rune stands for itself.
//
//	Match("*.go", "main.go") == true
//	Match("?at", "at") == false
func Match(pattern, name string) bool {
	i, j := 0, 0
	for i < len(pattern) && j < len(name) {
		switch {
		case pattern[i] == '*':
			if i+1 == len(pattern) {
				return true
			}
			for j < len(name) && name[j] != pattern[i+1] {
				j++
			}
			i++
		case pattern[i] == '?' || pattern[i] == name[j]:
			i++
			j++
		default:
			return false
		}
	}
	return i == len(pattern) && j == len(name)
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
