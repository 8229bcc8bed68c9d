// Package groceries goes shopping.
package groceries

import "sort"

// Missing returns the things of list that are not in the pantry, in the order of list.
// Things of which the pantry has 0 pieces are missing too.
func Missing(list []string, pantry map[string]int) []string {
	var missing []string
	for _, thing := range list {
		if pantry[thing] < 1 {
			missing = append(missing, thing)
		}
	}
	sort.Strings(missing)
	return missing
}
