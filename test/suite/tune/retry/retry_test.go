package retry

import (
	"errors"
	"testing"
)

func TestDo(t *testing.T) {
	calls := 0
	err := Do(5, func(n int) error {
		calls = n
		if n < 3 {
			return errors.New("busy")
		}
		return nil
	})
	if err != nil || calls != 3 {
		t.Errorf("got %v after %d calls, want none after 3", err, calls)
	}
}

func TestDoGivesUp(t *testing.T) {
	busy := errors.New("busy")
	err := Do(2, func(int) error { return busy })
	if !errors.Is(err, busy) || err.Error() != "after 2 tries: busy" {
		t.Errorf("got %v", err)
	}
}
