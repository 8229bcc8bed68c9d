package window

import "testing"

func TestAllow(t *testing.T) {
	l := New(2, 10)
	if !l.Allow(0) || !l.Allow(1) {
		t.Error("the first two are allowed")
	}
	if l.Allow(2) {
		t.Error("the third within ten seconds is not")
	}
	if !l.Allow(20) {
		t.Error("later it is")
	}
}
