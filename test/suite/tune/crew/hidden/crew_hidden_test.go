package crew

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func TestMapOrderHidden(t *testing.T) {
	for _, workers := range []int{-1, 0, 1, 2, 3, 10, 200} {
		var items []int
		var want []string
		for i := range 100 {
			items = append(items, i)
			want = append(want, fmt.Sprint(i))
		}
		var calls atomic.Int32
		got := Map(items, workers, func(n int) string {
			calls.Add(1)
			return fmt.Sprint(n)
		})
		if !slices.Equal(got, want) {
			t.Errorf("%d workers: %v", workers, got)
		}
		if calls.Load() != 100 {
			t.Errorf("%d workers: %d calls for 100 items", workers, calls.Load())
		}
	}
}

func TestMapAtOnceHidden(t *testing.T) {
	for _, c := range []struct{ workers, items, want int }{{0, 6, 1}, {1, 6, 1}, {3, 9, 3}, {8, 4, 4}} {
		var now, most atomic.Int32
		arrived := make(chan struct{}, c.items)
		Map(make([]int, c.items), c.workers, func(int) int {
			n := now.Add(1)
			for {
				old := most.Load()
				if n <= old || most.CompareAndSwap(old, n) {
					break
				}
			}
			arrived <- struct{}{}
			// The first calls wait for each other: they must run at the same time.
			for i := 0; i < 500 && len(arrived) < c.want; i++ {
				time.Sleep(time.Millisecond)
			}
			time.Sleep(3 * time.Millisecond) // for one too many to show up
			now.Add(-1)
			return 0
		})
		if int(most.Load()) != c.want {
			t.Errorf("%d workers, %d items: %d calls at the same time, want %d", c.workers, c.items, most.Load(), c.want)
		}
	}
}
