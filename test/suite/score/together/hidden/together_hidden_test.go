package together

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestRunHidden(t *testing.T) {
	if err := Run(); err != nil {
		t.Errorf("no tasks: %v", err)
	}
	if err := Run(nil); err != nil {
		t.Errorf("a nil task: %v", err)
	}
	first, second := errors.New("first"), errors.New("second")
	done := make(chan struct{})
	slow := func() error { <-done; return first }
	fast := func() error { close(done); return second }
	if err := Run(nil, slow, fast); err != first {
		t.Errorf("the order of tasks decides: got %v", err)
	}
	if err := Run(func() error { return second }, func() error { return first }, nil); err != second {
		t.Errorf("got %v, want second", err)
	}
}

func TestRunWaitsHidden(t *testing.T) {
	for range 20 {
		var finished atomic.Int32
		slow := func() error {
			time.Sleep(2 * time.Millisecond)
			finished.Add(1)
			return nil
		}
		broken := errors.New("broken")
		err := Run(func() error { return broken }, slow, slow, slow)
		if err != broken || finished.Load() != 3 {
			t.Fatalf("returned %v when %d of 3 had finished", err, finished.Load())
		}
	}
}

func TestRunAtOnceHidden(t *testing.T) {
	arrived := make(chan struct{}, 4)
	task := func() error {
		arrived <- struct{}{}
		for range 500 {
			if len(arrived) == 4 {
				return nil
			}
			time.Sleep(time.Millisecond)
		}
		return errors.New("alone")
	}
	if err := Run(task, task, task, task); err != nil {
		t.Errorf("tasks do not run at the same time: %v", err)
	}
}
