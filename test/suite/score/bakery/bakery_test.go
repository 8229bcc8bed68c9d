package bakery

import "testing"

func TestOpen(t *testing.T) {
	if !Open(8) {
		t.Error("closed at 8")
	}
	if Open(3) {
		t.Error("open at 3")
	}
	if Open(20) {
		t.Error("open at 20")
	}
}
