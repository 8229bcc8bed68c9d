package partition

import (
	"reflect"
	"testing"
)

func TestPartition(t *testing.T) {
	yes, no := Partition([]int{1, 2, 3}, func(n int) bool { return n%2 == 1 })
	if !reflect.DeepEqual(yes, []int{1, 3}) || !reflect.DeepEqual(no, []int{2}) {
		t.Errorf("odd %v, even %v", yes, no)
	}
	long, short := Partition([]string{"fig", "banana"}, func(s string) bool { return len(s) > 3 })
	if !reflect.DeepEqual(long, []string{"banana"}) || !reflect.DeepEqual(short, []string{"fig"}) {
		t.Errorf("long %v, short %v", long, short)
	}
}
