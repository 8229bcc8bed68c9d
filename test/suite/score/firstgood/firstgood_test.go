package firstgood

import (
	"errors"
	"testing"
)

func say(answer string, err error) func() (string, error) {
	return func() (string, error) { return answer, err }
}

func TestFetch(t *testing.T) {
	down := errors.New("down")
	got, err := Fetch([]Source{{"a", say("", down)}, {"b", say("42", nil)}})
	if got != "42" || err != nil {
		t.Errorf("Fetch = %q, %v", got, err)
	}
	_, err = Fetch([]Source{{"a", say("", down)}, {"b", say("", errors.New("busy"))}})
	if !errors.Is(err, down) || err.Error() != "a: down; b: busy" {
		t.Errorf("all fail: %v", err)
	}
}
