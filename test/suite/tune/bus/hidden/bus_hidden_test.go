package bus

import "testing"

func TestWaitHidden(t *testing.T) {
	for minute, want := range map[int]int{
		0: 0, 1: 19, 10: 10, 19: 1, 20: 0, 21: 19, 25: 15, 39: 1, 40: 0, 41: 19, 50: 10, 55: 5, 59: 1,
	} {
		if got := Wait(minute); got != want {
			t.Errorf("Wait(%d) = %d, want %d", minute, got, want)
		}
	}
}
