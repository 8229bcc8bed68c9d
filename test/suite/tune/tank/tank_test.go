package tank

import "testing"

func TestTank(t *testing.T) {
	tank := Tank{Capacity: 10}
	if over := tank.Fill(6); over != 0 || tank.Litres != 6 {
		t.Errorf("Fill(6): over %d, %d litres; want 0, 6", over, tank.Litres)
	}
	if out := tank.Drain(2); out != 2 || tank.Litres != 4 {
		t.Errorf("Drain(2): out %d, %d litres; want 2, 4", out, tank.Litres)
	}
	if over := tank.Fill(9); over != 3 {
		t.Errorf("Fill(9): over %d, want 3", over)
	}
}
