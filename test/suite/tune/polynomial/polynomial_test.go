package polynomial

import (
	"reflect"
	"testing"
)

func TestMul(t *testing.T) {
	got := Poly{1, 1}.Mul(Poly{-1, 1})
	if want := (Poly{-1, 0, 1}); !reflect.DeepEqual(got, want) {
		t.Errorf("(1+x)(x-1) = %v, want %v", got, want)
	}
	got = Poly{0, 2}.Mul(Poly{3})
	if want := (Poly{0, 6}); !reflect.DeepEqual(got, want) {
		t.Errorf("2x·3 = %v, want %v", got, want)
	}
}
