package funnel

import (
	"testing"
	"time"
)

func take(t *testing.T, c <-chan int) (int, bool) {
	t.Helper()
	select {
	case v, ok := <-c:
		return v, ok
	case <-time.After(2 * time.Second):
		t.Fatal("nothing comes")
		return 0, false
	}
}

func TestJoinEmptyHidden(t *testing.T) {
	closed := make(chan int)
	close(closed)
	for name, sources := range map[string][]<-chan int{
		"none":       nil,
		"nil":        {nil},
		"closed":     {closed},
		"nil closed": {nil, closed, nil},
	} {
		if v, ok := take(t, Join(sources...)); ok {
			t.Errorf("%s: got %d", name, v)
		}
	}
}

func TestJoinAllHidden(t *testing.T) {
	var sources []<-chan int
	for s := range 5 {
		c := make(chan int, 100)
		for i := range 100 {
			c <- s*1000 + i
		}
		close(c)
		sources = append(sources, c)
	}
	sources = append([]<-chan int{nil}, append(sources, nil)...)
	next := [5]int{}
	joined := Join(sources...)
	for {
		v, ok := take(t, joined)
		if !ok {
			break
		}
		if v%1000 != next[v/1000] {
			t.Fatalf("source %d: got %d, want %d", v/1000, v%1000, next[v/1000])
		}
		next[v/1000]++
	}
	if next != [5]int{100, 100, 100, 100, 100} {
		t.Errorf("values of each source: %v", next)
	}
}

func TestJoinSilentSourceHidden(t *testing.T) {
	silent, busy := make(chan int), make(chan int)
	joined := Join(silent, busy)
	go func() { busy <- 0; busy <- 7; close(busy) }()
	if v, ok := take(t, joined); v != 0 || !ok {
		t.Errorf("got %d, %v", v, ok)
	}
	if v, ok := take(t, joined); v != 7 || !ok {
		t.Errorf("got %d, %v", v, ok)
	}
	select {
	case v, ok := <-joined:
		t.Errorf("got %d, %v while a source is open", v, ok)
	case <-time.After(10 * time.Millisecond):
	}
	go func() { silent <- 3; close(silent) }()
	if v, ok := take(t, joined); v != 3 || !ok {
		t.Errorf("got %d, %v", v, ok)
	}
	if _, ok := take(t, joined); ok {
		t.Error("not closed")
	}
}
