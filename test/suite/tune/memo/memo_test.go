package memo

import "testing"

func TestGet(t *testing.T) {
	calls := 0
	m := New(func(key string) (int, error) { calls++; return len(key), nil })
	for range 3 {
		if got, err := m.Get("four"); got != 4 || err != nil {
			t.Errorf("Get(four) = %d, %v", got, err)
		}
	}
	if got, _ := m.Get("eleven"); got != 6 {
		t.Errorf("Get(eleven) = %d", got)
	}
	if calls != 2 {
		t.Errorf("%d calls, want 2", calls)
	}
}
