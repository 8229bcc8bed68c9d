package signup

import (
	"errors"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	if err := Check("Ada", "Rome"); err != nil {
		t.Errorf("a right entry: %v", err)
	}
	err := Check("", "Rome")
	if !errors.Is(err, ErrEmpty) || err.Error() != "name: must not be empty" {
		t.Errorf("no name: %v", err)
	}
	if err := Check("Ada", strings.Repeat("x", 21)); !errors.Is(err, ErrLong) {
		t.Errorf("a long city: %v", err)
	}
}
