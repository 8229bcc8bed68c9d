package runnerup

import "testing"

func TestRunnerUp(t *testing.T) {
	if got, ok := RunnerUp([]int{3, 9, 5}); got != 5 || !ok {
		t.Errorf("RunnerUp(3 9 5) = %d, %v", got, ok)
	}
	if got, ok := RunnerUp([]int{9, 9, 5}); got != 5 || !ok {
		t.Errorf("RunnerUp(9 9 5) = %d, %v", got, ok)
	}
	if _, ok := RunnerUp([]int{4, 4}); ok {
		t.Error("RunnerUp(4 4) has no second")
	}
}
