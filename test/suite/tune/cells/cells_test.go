package cells

import (
	"errors"
	"reflect"
	"testing"
)

func TestSplit(t *testing.T) {
	for line, want := range map[string][]string{
		"a;b":          {"a", "b"},
		`a;"b;c";d`:    {"a", "b;c", "d"},
		`"say ""hi"""`: {`say "hi"`},
	} {
		got, err := Split(line)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Split(%s) = %q, %v, want %q", line, got, err, want)
		}
	}
	if _, err := Split(`a;"b`); !errors.Is(err, ErrQuote) {
		t.Errorf("an open quote: %v", err)
	}
}
