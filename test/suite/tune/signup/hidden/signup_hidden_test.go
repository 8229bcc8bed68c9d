package signup

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckHidden(t *testing.T) {
	x20, x21 := strings.Repeat("x", 20), strings.Repeat("x", 21)
	for _, c := range []struct{ name, city, want string }{
		{"a", "b", ""},
		{x20, x20, ""},
		{strings.Repeat("é", 20), "b", ""},
		{"a", strings.Repeat("日", 20), ""},
		{" a ", " b", ""},
		{"a", "", "city: must not be empty"},
		{"a", " \t", "city: must not be empty"},
		{" ", "b", "name: must not be empty"},
		{x21, "b", "name: is too long"},
		{x20 + " ", "b", "name: is too long"},
		{strings.Repeat(" ", 30), "b", "name: must not be empty"},
		{strings.Repeat("é", 21), "b", "name: is too long"},
		{"", "", "name: must not be empty\ncity: must not be empty"},
		{x21, " ", "name: is too long\ncity: must not be empty"},
		{"", x21, "name: must not be empty\ncity: is too long"},
	} {
		err := Check(c.name, c.city)
		if c.want == "" {
			if err != nil {
				t.Errorf("Check(%q, %q): %v", c.name, c.city, err)
			}
			continue
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("Check(%q, %q): %v, want %s", c.name, c.city, err, c.want)
		}
		var field *FieldError
		if !errors.As(err, &field) || !strings.HasPrefix(c.want, field.Field) {
			t.Errorf("Check(%q, %q): no *FieldError in %v", c.name, c.city, err)
		}
		if errors.Is(err, ErrLong) != strings.Contains(c.want, "long") || errors.Is(err, ErrEmpty) != strings.Contains(c.want, "empty") {
			t.Errorf("Check(%q, %q): %v wraps the wrong errors", c.name, c.city, err)
		}
	}
}
