package squeeze

import "testing"

func TestSqueeze(t *testing.T) {
	if got := Squeeze("aabbaa", 'a'); got != "abba" {
		t.Errorf("Squeeze(aabbaa, a) = %q, want abba", got)
	}
	if got := Squeeze("a--b---c", '-'); got != "a-b-c" {
		t.Errorf("Squeeze(a--b---c, -) = %q, want a-b-c", got)
	}
}
