package std

import (
	"runtime"
	"testing"
)

func TestIndex(t *testing.T) {
	byPath := map[string]Package{}
	for _, p := range Index(runtime.GOROOT()) {
		byPath[p.Path] = p
	}
	for _, c := range []struct{ path, name, symbol, want string }{
		{"strings", "strings", "Repeat", "func Repeat(s string, count int) string"},
		{"strings", "strings", "Builder.Len", "func (b *Builder) Len() int"},
		{"unicode/utf8", "utf8", "RuneError", "const RuneError"},
		{"io", "io", "Reader.Read", "func (Reader) Read(p []byte) (n int, err error)"},
		{"sort", "sort", "Interface", "type Interface interface"},
		{"errors", "errors", "Is", "func Is(err, target error) bool"},
	} {
		p := byPath[c.path]
		if p.Name != c.name || p.Symbols[c.symbol] != c.want {
			t.Errorf("%s.%s: package %q, %q; want package %q, %q", c.path, c.symbol, p.Name, p.Symbols[c.symbol], c.name, c.want)
		}
	}
	for _, hidden := range []string{"internal/abi", "cmd/go", "vendor/golang.org/x/net/idna", "builtin"} {
		if _, ok := byPath[hidden]; ok {
			t.Errorf("%s may not be imported, but is in the index", hidden)
		}
	}
}
