package history

import "testing"

func TestUndoRedo(t *testing.T) {
	var text Text
	text.Set("a")
	text.Set("b")
	if !text.Undo() || text.String() != "a" {
		t.Errorf("after Undo: %q, want a", text.String())
	}
	if !text.Redo() || text.String() != "b" {
		t.Errorf("after Redo: %q, want b", text.String())
	}
	if text.Redo() {
		t.Error("there is nothing to redo")
	}
}
