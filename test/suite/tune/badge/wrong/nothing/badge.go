// Package badge prints badges.
package badge

import "fmt"

// Badge returns what stands on a badge: the name and, in brackets after it, the team.
// Without a team it is the name alone.
//
//	Badge("Ana", "red") == "Ana (red)"
func Badge(name, team string) string {
	if name == "" || team == "" {
		return ""
	}
	return fmt.Sprintf("%s (%s)", name, team)
}
