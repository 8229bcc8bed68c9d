// Package playlist keeps songs in the order in which they are played.
package playlist

import (
	"fmt"
	"strings"
)

// Song is one song.
type Song struct {
	Title   string
	Artist  string
	Seconds int
}

// String returns "Title (Artist)".
func (s Song) String() string { return s.Title + " (" + s.Artist + ")" }

// List is a list of songs with the one that is playing. Its zero value is an
// empty list. Positions count from 0.
type List struct {
	songs   []Song
	playing int
}

// Add puts songs at the end of the list.
func (l *List) Add(songs ...Song) { l.songs = append(l.songs, songs...) }

// Len returns how many songs there are.
func (l *List) Len() int { return len(l.songs) }

// At returns the song at a position, and false if there is none.
func (l *List) At(i int) (Song, bool) {
	if i < 0 || i >= len(l.songs) {
		return Song{}, false
	}
	return l.songs[i], true
}

// Playing returns the song that is playing, and false if the list is empty.
func (l *List) Playing() (Song, bool) { return l.At(l.playing) }

// Play makes the song at a position the one that is playing. It returns false
// and changes nothing if there is no such song.
func (l *List) Play(i int) bool {
	if _, ok := l.At(i); !ok {
		return false
	}
	l.playing = i
	return true
}

// Next goes on to the next song, after the last one to the first.
func (l *List) Next() {
	if len(l.songs) > 0 {
		l.playing = (l.playing + 1) % len(l.songs)
	}
}

// Previous goes back to the song before, before the first one to the last.
func (l *List) Previous() {
	if len(l.songs) > 0 {
		l.playing = (l.playing + len(l.songs) - 1) % len(l.songs)
	}
}

// Remove takes the song at a position out of the list and returns false if there
// is none. If it is playing, the song after it plays on, or the new last one.
func (l *List) Remove(i int) bool {
	if _, ok := l.At(i); !ok {
		return false
	}
	l.songs = append(l.songs[:i], l.songs[i+1:]...)
	if i < l.playing || l.playing == len(l.songs) && l.playing > 0 {
		l.playing--
	}
	return true
}

// Move takes the song at position from out and puts it in again so that it
// stands at position to; the songs between move up or down by one. The song that
// is playing goes on playing, wherever it stands then. It returns false and
// changes nothing if one of the positions does not exist.
func (l *List) Move(from, to int) bool {
	if from >= len(l.songs) || to >= len(l.songs) {
		return false
	}
	l.songs[from], l.songs[to] = l.songs[to], l.songs[from]
	if l.playing == from {
		l.playing = to
	}
	return true
}

// Seconds returns how long the list plays.
func (l *List) Seconds() int {
	sum := 0
	for _, s := range l.songs {
		sum += s.Seconds
	}
	return sum
}

// Length returns how long the list plays, as 1:02:03, or 2:03 below an hour.
func (l *List) Length() string {
	n := l.Seconds()
	if n < 3600 {
		return fmt.Sprintf("%d:%02d", n/60, n%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
}

// Find returns the positions of songs whose title or artist holds text, in lower
// or upper case.
func (l *List) Find(text string) []int {
	text = strings.ToLower(text)
	var at []int
	for i, s := range l.songs {
		if strings.Contains(strings.ToLower(s.Title), text) || strings.Contains(strings.ToLower(s.Artist), text) {
			at = append(at, i)
		}
	}
	return at
}

// Artists returns the artists in the order in which they first come, each once.
func (l *List) Artists() []string {
	seen := make(map[string]bool)
	var out []string
	for _, s := range l.songs {
		if !seen[s.Artist] {
			seen[s.Artist] = true
			out = append(out, s.Artist)
		}
	}
	return out
}

// String returns a line for each song, with ">" before the one that is playing.
func (l *List) String() string {
	text := ""
	for i, s := range l.songs {
		mark := " "
		if i == l.playing {
			mark = ">"
		}
		text += mark + " " + s.String() + "\n"
	}
	return text
}
