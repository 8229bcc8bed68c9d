// Package underline decorates titles.
package underline

import "strings"

// Underline returns a title, a line break, and below it one '=' for each letter or
// other rune of the title. There is no line break at the end. An empty title gives
// "".
//
//	Underline("Menu") == "Menu\n===="
func Underline(title string) string {
	title = strings.TrimSpace(title)
	if title == "" {
		return ""
	}
	return title + "\n" + strings.Repeat("=", len([]rune(title)))
}
