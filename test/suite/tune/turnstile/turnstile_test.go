package turnstile

import "testing"

func TestLeave(t *testing.T) {
	var l Line
	l.Join("ann")
	l.Join("ben")
	if name, ok := l.Leave(); name != "ann" || !ok {
		t.Errorf("Leave = %q, %v", name, ok)
	}
	if l.Len() != 1 {
		t.Errorf("%d people left, want 1", l.Len())
	}
}

func TestSwap(t *testing.T) {
	var l Line
	l.Join("ann")
	l.Join("ben")
	if !l.Swap(0) {
		t.Error("ann and ben cannot swap")
	}
	if name, _ := l.Leave(); name != "ben" {
		t.Errorf("first is %q, want ben", name)
	}
}
