// Package shelf files values under keys.
package shelf

// Shelf keeps several values under each key. Make one with New.
type Shelf[K comparable, V any] struct {
	values map[K][]V
}

// New returns an empty shelf.
func New[K comparable, V any]() *Shelf[K, V] {
	return &Shelf[K, V]{values: make(map[K][]V)}
}

// Get returns the values under key, in the order in which they were added.
func (s *Shelf[K, V]) Get(key K) []V { return s.values[key] }

// Keys returns how many keys have values.
func (s *Shelf[K, V]) Keys() int { return len(s.values) }

// Add puts values under key, behind those that are there. Adding no values
// changes nothing. Changing the slice values later does not change the shelf.
func (s *Shelf[K, V]) Add(key K, values ...V) {
	panic("unimplemented")
}

// Largest returns the key with the most values. The result is false if the shelf
// is empty, or if several keys share the first place.
func (s *Shelf[K, V]) Largest() (K, bool) {
	panic("unimplemented")
}
