// Package ferry boards a ferry.
package ferry

// Place returns at which place of the queue a name stands first, counted from 1, and
// true. If the name is not in the queue, it returns 0 and false.
func Place(queue []string, name string) (int, bool) {
	for i := 1; i < len(queue); i++ {
		if queue[i] == name {
			return i + 1, true
		}
	}
	return 0, false
}
