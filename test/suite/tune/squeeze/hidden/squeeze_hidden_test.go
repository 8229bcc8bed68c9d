package squeeze

import "testing"

func TestSqueezeHidden(t *testing.T) {
	cases := []struct {
		s    string
		r    rune
		want string
	}{
		{"", 'x', ""},
		{"x", 'x', "x"},
		{"xxxx", 'x', "x"},
		{"abab", 'a', "abab"},
		{"bookkeeper", 'o', "bokkeeper"},
		{"bookkeeper", 'k', "bookeeper"},
		{"ééxéé", 'é', "éxé"},
		{"日日本", '日', "日本"},
		{"日日本", 'x', "日日本"},
		{"  two  spaces  ", ' ', " two spaces "},
		{"aaaabaaa", 'a', "aba"},
		{"xyyyyyyyyyyyyyz", 'y', "xyz"},
	}
	for _, c := range cases {
		if got := Squeeze(c.s, c.r); got != c.want {
			t.Errorf("Squeeze(%q, %q) = %q, want %q", c.s, c.r, got, c.want)
		}
	}
}
