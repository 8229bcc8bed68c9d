package shelf

import (
	"slices"
	"testing"
)

func TestAddHidden(t *testing.T) {
	s := New[int, string]()
	s.Add(1)
	if s.Keys() != 0 {
		t.Error("adding nothing made a key")
	}
	values := []string{"x", "y"}
	s.Add(1, values...)
	values[0] = "changed"
	if got := s.Get(1); !slices.Equal(got, []string{"x", "y"}) {
		t.Errorf("1 has %v", got)
	}
	s.Add(1, "z")
	s.Add(1)
	if got := s.Get(1); !slices.Equal(got, []string{"x", "y", "z"}) || s.Keys() != 1 {
		t.Errorf("1 has %v", got)
	}
}

func TestLargestHidden(t *testing.T) {
	for _, c := range []struct {
		keys string
		want string
		ok   bool
	}{
		{"", "", false},
		{"a", "a", true},
		{"ab", "", false},
		{"aba", "a", true},
		{"abb", "b", true},
		{"abcabc", "", false},
		{"abcab", "", false},
		{"abcdd", "d", true},
		{"aabbccc", "c", true},
		{"dddaabbcc", "d", true},
	} {
		for range 8 {
			s := New[string, int]()
			for i, key := range c.keys {
				s.Add(string(key), i)
			}
			key, ok := s.Largest()
			if ok != c.ok || ok && key != c.want {
				t.Fatalf("%q: Largest = %q, %v, want %q, %v", c.keys, key, ok, c.want, c.ok)
			}
		}
	}
}
