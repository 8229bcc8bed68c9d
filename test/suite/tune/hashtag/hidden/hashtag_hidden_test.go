package hashtag

import "testing"

func TestHashtagHidden(t *testing.T) {
	for phrase, want := range map[string]string{
		"":               "",
		"   ":            "",
		"\n":             "",
		"a":              "#A",
		"a b c":          "#ABC",
		"  two  words ":  "#TwoWords",
		"tab\there\nand": "#TabHereAnd",
		"élan vital":     "#ÉlanVital",
		"ünder über":     "#ÜnderÜber",
		"iOS and macOS":  "#IOSAndMacOS",
		"Go":             "#Go",
		"the 3 cats":     "#The3Cats",
		"日本 go":          "#日本Go",
	} {
		if got := Hashtag(phrase); got != want {
			t.Errorf("Hashtag(%q) = %q, want %q", phrase, got, want)
		}
	}
}
