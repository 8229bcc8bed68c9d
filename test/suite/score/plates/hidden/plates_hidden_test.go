package plates

import (
	"slices"
	"testing"
)

func drain(p *Pile) []int {
	var all []int
	for p.Height() > 0 && len(all) < 20 {
		plate, _ := p.Take()
		all = append(all, plate)
	}
	return all
}

func TestTakeHidden(t *testing.T) {
	var p Pile
	if plate, ok := p.Take(); plate != 0 || ok {
		t.Errorf("an empty pile: %d, %v", plate, ok)
	}
	p.Put(0)
	if plate, ok := p.Take(); plate != 0 || !ok {
		t.Errorf("plate 0: %d, %v", plate, ok)
	}
	if plate, ok := p.Take(); plate != 0 || ok || p.Height() != 0 {
		t.Errorf("empty again: %d, %v", plate, ok)
	}
	p.Put(3)
	p.Put(4)
	if got := drain(&p); !slices.Equal(got, []int{4, 3}) {
		t.Errorf("got %v", got)
	}
}

func TestFlipHidden(t *testing.T) {
	for _, c := range []struct {
		n    int
		ok   bool
		want []int
	}{
		{0, true, []int{4, 3, 2, 1}},
		{1, true, []int{4, 3, 2, 1}},
		{2, true, []int{3, 4, 2, 1}},
		{3, true, []int{2, 3, 4, 1}},
		{4, true, []int{1, 2, 3, 4}},
		{5, false, []int{4, 3, 2, 1}},
		{-1, false, []int{4, 3, 2, 1}},
	} {
		var p Pile
		for plate := 1; plate <= 4; plate++ {
			p.Put(plate)
		}
		if ok := p.Flip(c.n); ok != c.ok {
			t.Errorf("Flip(%d) = %v", c.n, ok)
		}
		if got := drain(&p); !slices.Equal(got, c.want) {
			t.Errorf("after Flip(%d): %v, want %v", c.n, got, c.want)
		}
	}
	var empty Pile
	if !empty.Flip(0) || empty.Flip(1) {
		t.Error("an empty pile can flip 0 plates and no more")
	}
}
