package tram

import "testing"

func TestAfter(t *testing.T) {
	line := []string{"Port", "Market", "Park"}
	if next, ok := After(line, "Port"); next != "Market" || !ok {
		t.Errorf("after Port: %q, %v", next, ok)
	}
	if next, ok := After(line, "Zoo"); next != "" || ok {
		t.Errorf("after Zoo: %q, %v", next, ok)
	}
}
