// Package nickname finds short names.
package nickname

// Nickname returns the first three letters of a name with a 'y' after them. A name
// of three letters or fewer is returned as it is. Letters are runes, not bytes.
//
//	Nickname("Robert") == "Roby"
//	Nickname("Ann")    == "Ann"
func Nickname(name string) string {
	if len(name) <= 3 {
		return name
	}
	return string([]rune(name)[:3]) + "y"
}
