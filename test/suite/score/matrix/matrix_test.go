package matrix

import (
	"errors"
	"reflect"
	"testing"
)

func TestMul(t *testing.T) {
	got, err := Matrix{{1, 2}, {3, 4}}.Mul(Matrix{{0, 1}, {1, 0}})
	if want := (Matrix{{2, 1}, {4, 3}}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if _, err := (Matrix{{1, 2}}).Mul(Matrix{{1, 2}}); !errors.Is(err, ErrShape) {
		t.Errorf("shapes that do not fit: %v", err)
	}
}
