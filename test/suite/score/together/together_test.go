package together

import (
	"errors"
	"sync/atomic"
	"testing"
)

func TestRun(t *testing.T) {
	var calls atomic.Int32
	good := func() error { calls.Add(1); return nil }
	if err := Run(good, good, good); err != nil || calls.Load() != 3 {
		t.Errorf("Run = %v after %d calls", err, calls.Load())
	}
	down := errors.New("down")
	if err := Run(good, func() error { return down }); err != down {
		t.Errorf("Run = %v, want %v", err, down)
	}
}
