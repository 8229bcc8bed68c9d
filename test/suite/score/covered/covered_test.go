package covered

import "testing"

func TestCovered(t *testing.T) {
	if got := Covered([]Stroke{{0, 4}, {2, 6}}); got != 6 {
		t.Errorf("two strokes: %d, want 6", got)
	}
	if got := Covered([]Stroke{{5, 3}, {0, 1}}); got != 3 {
		t.Errorf("a stroke from right to left: %d, want 3", got)
	}
	if got := Covered(nil); got != 0 {
		t.Errorf("no stroke: %d", got)
	}
}
