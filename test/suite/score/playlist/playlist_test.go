package playlist

import "testing"

func titles(l *List) string {
	text := ""
	for i := range l.Len() {
		s, _ := l.At(i)
		text += s.Title
	}
	return text
}

func TestMove(t *testing.T) {
	var l List
	l.Add(Song{Title: "a"}, Song{Title: "b"}, Song{Title: "c"}, Song{Title: "d"})
	if !l.Move(0, 2) {
		t.Fatal("cannot move")
	}
	if got := titles(&l); got != "bcad" {
		t.Errorf("after Move(0, 2): %s, want bcad", got)
	}
	if s, _ := l.Playing(); s.Title != "a" {
		t.Errorf("playing %s, want a", s.Title)
	}
	if l.Move(0, 4) {
		t.Error("there is no position 4")
	}
}

func TestRemove(t *testing.T) {
	var l List
	l.Add(Song{Title: "a"}, Song{Title: "b"})
	if !l.Remove(0) || titles(&l) != "b" {
		t.Errorf("after Remove(0): %s, want b", titles(&l))
	}
}
