package memo

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestErrorsHidden(t *testing.T) {
	calls := 0
	bad := errors.New("bad")
	m := New(func(string) (int, error) { calls++; return 7, bad })
	for range 3 {
		if got, err := m.Get(""); got != 7 || err != bad {
			t.Errorf("Get = %d, %v", got, err)
		}
	}
	if calls != 1 {
		t.Errorf("%d calls, want 1", calls)
	}
	zero := 0
	n := New(func(string) (int, error) { zero++; return 0, nil })
	for range 3 {
		if got, err := n.Get("z"); got != 0 || err != nil {
			t.Errorf("Get = %d, %v", got, err)
		}
	}
	if zero != 1 {
		t.Errorf("%d calls for the value 0, want 1", zero)
	}
}

func TestTogetherHidden(t *testing.T) {
	var calls atomic.Int32
	m := New(func(key string) (int, error) {
		calls.Add(1)
		time.Sleep(20 * time.Millisecond)
		return len(key), nil
	})
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			key := "abcd"[:1+i%4]
			if got, err := m.Get(key); got != len(key) || err != nil {
				t.Errorf("Get(%s) = %d, %v", key, got, err)
			}
		}()
	}
	wg.Wait()
	if calls.Load() != 4 {
		t.Errorf("%d calls for 4 keys", calls.Load())
	}
}

func TestOtherKeysHidden(t *testing.T) {
	release := make(chan struct{})
	m := New(func(key string) (int, error) {
		if key == "slow" {
			<-release
		}
		return len(key), nil
	})
	slow := make(chan int)
	go func() { n, _ := m.Get("slow"); slow <- n }()
	fast := make(chan int, 1)
	time.Sleep(5 * time.Millisecond)
	go func() { n, _ := m.Get("x"); fast <- n }()
	select {
	case n := <-fast:
		if n != 1 {
			t.Errorf("Get(x) = %d", n)
		}
	case <-time.After(time.Second):
		t.Error("another key has to wait")
	}
	close(release)
	if n := <-slow; n != 4 {
		t.Errorf("Get(slow) = %d", n)
	}
}
