package plates

import "testing"

func TestTake(t *testing.T) {
	var p Pile
	p.Put(1)
	p.Put(2)
	if plate, ok := p.Take(); plate != 2 || !ok {
		t.Errorf("Take = %d, %v", plate, ok)
	}
	if p.Height() != 1 {
		t.Errorf("height %d, want 1", p.Height())
	}
}

func TestFlip(t *testing.T) {
	var p Pile
	p.Put(1)
	p.Put(2)
	if !p.Flip(2) {
		t.Error("cannot flip two of two")
	}
	if plate, _ := p.Take(); plate != 1 {
		t.Errorf("top is %d, want 1", plate)
	}
}
