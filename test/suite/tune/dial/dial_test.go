package dial

import "testing"

func TestTurn(t *testing.T) {
	d := Dial{Size: 8, At: 6}
	if got := d.Turn(3); got != 1 {
		t.Errorf("Turn(3) from 6 = %d, want 1", got)
	}
	d = Dial{Size: 8}
	if got := d.Turn(5); got != 5 {
		t.Errorf("Turn(5) from 0 = %d, want 5", got)
	}
}
