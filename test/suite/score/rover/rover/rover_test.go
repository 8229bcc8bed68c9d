package rover

import (
	"testing"

	"example.com/rover/field"
)

func TestDrive(t *testing.T) {
	r := New(field.Field{Width: 3, Height: 3, Rocks: map[field.Point]bool{{X: 2, Y: 0}: true}})
	if n, err := r.Drive("UUR"); n != 3 || err != nil {
		t.Errorf("Drive(UUR) = %d, %v", n, err)
	}
	if want := (field.Point{X: 1, Y: 2}); r.At != want {
		t.Errorf("at %v, want %v", r.At, want)
	}
	n, err := r.Drive("DDR")
	if n != 2 || err == nil || err.Error() != "blocked after 2 moves" {
		t.Errorf("Drive(DDR) = %d, %v", n, err)
	}
}
