package command

import (
	"errors"
	"reflect"
	"testing"
)

func TestWords(t *testing.T) {
	for line, want := range map[string][]string{
		"ls -l":          {"ls", "-l"},
		"cp 'my file' x": {"cp", "my file", "x"},
		`it\'s`:          {"it's"},
	} {
		got, err := Words(line)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Words(%s) = %q, %v, want %q", line, got, err, want)
		}
	}
	if _, err := Words("echo 'a"); !errors.Is(err, ErrQuote) {
		t.Errorf("an open quote: %v", err)
	}
}
