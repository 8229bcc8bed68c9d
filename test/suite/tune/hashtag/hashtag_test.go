package hashtag

import "testing"

func TestHashtag(t *testing.T) {
	for phrase, want := range map[string]string{
		"go is fun": "#GoIsFun",
		"monday":    "#Monday",
	} {
		if got := Hashtag(phrase); got != want {
			t.Errorf("Hashtag(%q) = %q, want %q", phrase, got, want)
		}
	}
}
