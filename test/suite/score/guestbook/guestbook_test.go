package guestbook

import (
	"reflect"
	"testing"
)

func TestRegulars(t *testing.T) {
	b := New()
	for _, guest := range []string{"kim", "ada", "lou", "kim", "ada"} {
		b.Visit(guest)
	}
	if got, want := b.Regulars(2), []string{"ada", "kim"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := b.Regulars(3); len(got) != 0 {
		t.Errorf("got %v, want nobody", got)
	}
}
