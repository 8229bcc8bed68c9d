// Package chat reads short messages.
package chat

import "strings"

// IsQuestion reports whether a message ends in a question mark. Spaces at its end do
// not count.
//
//	IsQuestion("Are you there?") == true
//	IsQuestion("I am here.") == false
func IsQuestion(message string) bool {
	return strings.Contains(message, "?")
}
