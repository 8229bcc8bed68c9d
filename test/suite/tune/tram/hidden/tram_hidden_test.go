package tram

import "testing"

func TestAfterHidden(t *testing.T) {
	line := []string{"Port", "Market", "Park", "School"}
	for _, c := range []struct {
		line []string
		stop string
		want string
	}{
		{nil, "Port", ""},
		{[]string{}, "", ""},
		{[]string{"Port"}, "Port", ""},
		{[]string{"Port"}, "Park", ""},
		{[]string{"Port", "Park"}, "Port", "Park"},
		{[]string{"Port", "Park"}, "Park", ""},
		{line, "Port", "Market"},
		{line, "Market", "Park"},
		{line, "Park", "School"},
		{line, "School", ""},
		{line, "park", ""},
		{line, "", ""},
	} {
		next, ok := After(c.line, c.stop)
		if next != c.want || ok != (c.want != "") {
			t.Errorf("After(%q, %q) = %q, %v, want %q", c.line, c.stop, next, ok, c.want)
		}
	}
}
