// Package groceries goes shopping.
package groceries

// Missing returns the things of list that are not in the pantry, in the order of list.
// Things of which the pantry has 0 pieces are missing too.
func Missing(list []string, pantry map[string]int) []string {
	panic("unimplemented")
}
