// Package history remembers what a text was.
package history

// Text is a text with its history. Its zero value is an empty text without one.
type Text struct {
	now    string
	before []string // earlier texts, the oldest first
	after  []string // texts that were undone, the one to redo next at the end
}

// String returns the text as it is.
func (t *Text) String() string { return t.now }

// Set makes s the text. What was undone before can no longer be redone. Setting
// the text that it already is changes nothing, the history included.
func (t *Text) Set(s string) {
	panic("unimplemented")
}

// Undo goes back to the text before the last Set that was not undone yet. It
// returns false and changes nothing if there is none.
func (t *Text) Undo() bool {
	panic("unimplemented")
}

// Redo takes the last Undo back. It returns false and changes nothing if there
// is none to take back.
func (t *Text) Redo() bool {
	panic("unimplemented")
}
