// Package tagset has sets.
package tagset

import (
	"cmp"
	"slices"
)

// Set is a set of values. Make one with Of.
type Set[T cmp.Ordered] map[T]struct{}

// Of returns the set of values.
func Of[T cmp.Ordered](values ...T) Set[T] {
	s := make(Set[T])
	for _, v := range values {
		s[v] = struct{}{}
	}
	return s
}

// Has tells whether v is in s.
func (s Set[T]) Has(v T) bool {
	_, ok := s[v]
	return ok
}

// Difference returns a new set of the values that are in s but in none of
// others. s and others are not changed.
func (s Set[T]) Difference(others ...Set[T]) Set[T] {
	out := make(Set[T])
	for v := range s {
		found := false
		for _, other := range others {
			found = found || other.Has(v)
		}
		if !found {
			out[v] = struct{}{}
		}
	}
	return out
}

// Sorted returns the values of s, the smallest first.
func (s Set[T]) Sorted() []T {
	out := make([]T, 0, len(s))
	for v := range s {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}
