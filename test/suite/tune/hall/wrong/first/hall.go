// Package hall seats people.
package hall

// Full reports whether every seat of a hall is taken. taken has one element a seat; a
// hall without seats is not full.
func Full(taken []bool) bool {
	full := false
	for i := 1; i < len(taken); i++ {
		if !taken[i] {
			return false
		}
		full = true
	}
	return full
}
