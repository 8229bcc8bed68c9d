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
	t.before = append(t.before, t.now)
	t.now = s
	t.after = nil
}

// Undo goes back to the text before the last Set that was not undone yet. It
// returns false and changes nothing if there is none.
func (t *Text) Undo() bool {
	if len(t.before) == 0 {
		return false
	}
	t.after = append(t.after, t.now)
	t.now = t.before[len(t.before)-1]
	t.before = t.before[:len(t.before)-1]
	return true
}

// Redo takes the last Undo back. It returns false and changes nothing if there
// is none to take back.
func (t *Text) Redo() bool {
	if len(t.after) == 0 {
		return false
	}
	t.before = append(t.before, t.now)
	t.now = t.after[len(t.after)-1]
	t.after = t.after[:len(t.after)-1]
	return true
}
