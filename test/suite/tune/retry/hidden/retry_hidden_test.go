package retry

import (
	"errors"
	"fmt"
	"testing"
)

func TestDoHidden(t *testing.T) {
	stop := fmt.Errorf("gone: %w", ErrStop)
	busy, down := errors.New("busy"), errors.New("down")
	for _, c := range []struct {
		times   int
		results []error
		calls   int
		text    string
	}{
		{1, []error{nil}, 1, ""},
		{4, []error{nil}, 1, ""},
		{1, []error{busy, nil}, 1, "after 1 tries: busy"},
		{0, []error{busy, nil}, 1, "after 1 tries: busy"},
		{-3, []error{nil}, 1, ""},
		{2, []error{busy, nil}, 2, ""},
		{3, []error{busy, busy, down, nil}, 3, "after 3 tries: down"},
		{3, []error{stop, nil}, 1, "gone: no use to try again"},
		{3, []error{busy, ErrStop, nil}, 2, "no use to try again"},
		{2, []error{busy, stop, nil}, 2, "gone: no use to try again"},
		{1, []error{stop}, 1, "gone: no use to try again"},
	} {
		var numbers []int
		err := Do(c.times, func(n int) error {
			numbers = append(numbers, n)
			if len(numbers) > len(c.results) {
				t.Fatalf("%d, %v: called too often", c.times, c.results)
			}
			return c.results[len(numbers)-1]
		})
		if len(numbers) != c.calls {
			t.Errorf("%d, %v: %d calls, want %d", c.times, c.results, len(numbers), c.calls)
		}
		for i, n := range numbers {
			if n != i+1 {
				t.Errorf("%d, %v: numbers %v", c.times, c.results, numbers)
			}
		}
		text := ""
		if err != nil {
			text = err.Error()
		}
		if text != c.text {
			t.Errorf("%d, %v: error %q, want %q", c.times, c.results, text, c.text)
		}
		if last := c.results[c.calls-1]; last != nil && !errors.Is(err, last) {
			t.Errorf("%d, %v: %v does not wrap %v", c.times, c.results, err, last)
		}
	}
}
