package guestbook

import (
	"slices"
	"testing"
)

func TestRegularsHidden(t *testing.T) {
	b := New()
	if got := b.Regulars(0); len(got) != 0 {
		t.Errorf("an empty book: %v", got)
	}
	for _, guest := range []string{"m", "z", "z", "c", "c", "c", "b", "b", "b", "b", "Z", "Z"} {
		b.Visit(guest)
	}
	for times, want := range map[int][]string{
		-5: {"Z", "b", "c", "m", "z"},
		0:  {"Z", "b", "c", "m", "z"},
		1:  {"Z", "b", "c", "m", "z"},
		2:  {"Z", "b", "c", "z"},
		3:  {"b", "c"},
		4:  {"b"},
		5:  {},
	} {
		for range 10 {
			if got := b.Regulars(times); !slices.Equal(got, want) {
				t.Fatalf("Regulars(%d) = %v, want %v", times, got, want)
			}
		}
	}
	if len(b.visits) != 5 || b.visits["b"] != 4 {
		t.Errorf("the book changed: %v", b.visits)
	}
}
