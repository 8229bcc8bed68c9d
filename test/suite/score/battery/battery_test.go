package battery

import "testing"

func TestBattery(t *testing.T) {
	b := New()
	if !b.Use(70) || b.Percent() != 30 {
		t.Errorf("after Use(70): %d, want 30", b.Percent())
	}
	if b.Use(31) || b.Percent() != 30 {
		t.Errorf("after Use(31): %d, want 30", b.Percent())
	}
	b.Charge(25)
	if b.Percent() != 55 {
		t.Errorf("after Charge(25): %d, want 55", b.Percent())
	}
}
