// Package hall seats people.
package hall

// Full reports whether every seat of a hall is taken. taken has one element a seat; a
// hall without seats is not full.
func Full(taken []bool) bool {
	for _, t := range taken {
		if !t {
			return false
		}
	}
	return len(taken) > 0
}
