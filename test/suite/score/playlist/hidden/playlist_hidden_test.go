package playlist

import "testing"

func order(l *List) string {
	text := ""
	for i := 0; i < l.Len(); i++ {
		s, _ := l.At(i)
		text += s.Title
	}
	return text
}

func TestMoveHidden(t *testing.T) {
	for _, c := range []struct {
		from, to int
		ok       bool
		want     string
	}{
		{0, 0, true, "abcde"},
		{2, 2, true, "abcde"},
		{0, 1, true, "bacde"},
		{1, 0, true, "bacde"},
		{0, 4, true, "bcdea"},
		{4, 0, true, "eabcd"},
		{1, 3, true, "acdbe"},
		{3, 1, true, "adbce"},
		{4, 3, true, "abced"},
		{-1, 0, false, "abcde"},
		{0, -1, false, "abcde"},
		{5, 0, false, "abcde"},
		{0, 5, false, "abcde"},
		{-1, 9, false, "abcde"},
	} {
		for playing, title := range []string{"a", "b", "c", "d", "e"} {
			var l List
			for _, name := range []string{"a", "b", "c", "d", "e"} {
				l.Add(Song{Title: name})
			}
			l.Play(playing)
			if ok := l.Move(c.from, c.to); ok != c.ok {
				t.Errorf("Move(%d, %d) = %v", c.from, c.to, ok)
			}
			if got := order(&l); got != c.want {
				t.Errorf("after Move(%d, %d): %s, want %s", c.from, c.to, got, c.want)
			}
			if s, _ := l.Playing(); s.Title != title {
				t.Errorf("Move(%d, %d) while %s plays: %s plays", c.from, c.to, title, s.Title)
			}
		}
	}
	var empty List
	if empty.Move(0, 0) {
		t.Error("an empty list has no position 0")
	}
}
