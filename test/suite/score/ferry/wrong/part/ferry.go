// Package ferry boards a ferry.
package ferry

import "strings"

// Place returns at which place of the queue a name stands first, counted from 1, and
// true. If the name is not in the queue, it returns 0 and false.
func Place(queue []string, name string) (int, bool) {
	for i, waiting := range queue {
		if strings.Contains(waiting, name) {
			return i + 1, true
		}
	}
	return 0, false
}
