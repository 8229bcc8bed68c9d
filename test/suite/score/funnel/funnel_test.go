package funnel

import (
	"reflect"
	"sort"
	"testing"
)

func send(values ...int) <-chan int {
	c := make(chan int)
	go func() {
		for _, v := range values {
			c <- v
		}
		close(c)
	}()
	return c
}

func TestJoin(t *testing.T) {
	var got []int
	for v := range Join(send(1, 2), send(10)) {
		got = append(got, v)
	}
	sort.Ints(got)
	if want := []int{1, 2, 10}; !reflect.DeepEqual(got, want) {
		t.Errorf("Join = %v, want %v", got, want)
	}
}
