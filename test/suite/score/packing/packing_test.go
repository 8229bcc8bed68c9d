package packing

import (
	"errors"
	"testing"
)

func TestLoad(t *testing.T) {
	if load, err := Load(10, []int{4, 5}); load != 9 || err != nil {
		t.Errorf("Load = %d, %v", load, err)
	}
	load, err := Load(10, []int{4, 7, 5})
	if load != 9 || !errors.Is(err, ErrHeavy) || err.Error() != "parcel 1: too heavy" {
		t.Errorf("Load = %d, %v", load, err)
	}
	if _, err := Load(10, []int{0}); !errors.Is(err, ErrWeight) {
		t.Errorf("no weight: %v", err)
	}
}
