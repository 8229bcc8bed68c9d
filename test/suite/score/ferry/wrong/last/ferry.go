// Package ferry boards a ferry.
package ferry

// Place returns at which place of the queue a name stands first, counted from 1, and
// true. If the name is not in the queue, it returns 0 and false.
func Place(queue []string, name string) (int, bool) {
	place := 0
	for i, waiting := range queue {
		if waiting == name {
			place = i + 1
		}
	}
	return place, place > 0
}
