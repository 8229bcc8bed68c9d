package cover

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"stubwright/helper/helpertest"
)

const text = `package m

var first = setUp()

func setUp() int { return 1 }

func Grade(n int) string {
	if n > 90 {
		return "A"
	}
	switch {
	case n > 50:
		return "B"
	default:
	}
outer:
	for i := 0; i < n; i++ {
		if i == 3 {
			break outer
		}
	}
	func() { first++ }()
	panic("low")
}

func Unused() {}
`

func TestInstrument(t *testing.T) {
	_, spec, file := helpertest.Package(t, text, "package m\n\nimport \"testing\"\n\nfunc TestHigh(t *testing.T) { Grade(95) }\n\nfunc TestLow(t *testing.T) { Grade(5) }\n")
	out := Instrument(Request{Packages: []Package{{spec.Dir, spec.Files}}})
	overlay := map[string]string{spec.Tests[0].Path: spec.Tests[0].Text}
	for path, text := range out.Overlay {
		overlay[path] = text
	}
	if a, b := strings.Count(text, "\n"), strings.Count(out.Overlay[file], "\n"); a != b {
		t.Errorf("%d lines became %d", a, b)
	}
	for test, want := range map[string][]int{"TestHigh": {5, 7, 9}, "TestLow": {5, 7, 11, 16, 18, 19, 22, 22}} {
		log := filepath.Join(spec.Dir, "log")
		if err := os.WriteFile(log, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := helpertest.Run(t, spec, overlay, Env+"="+log, "^"+test+"$")
		if test == "TestHigh" && err != nil {
			t.Fatal(said)
		}
		if got := linesOf(t, log, out.Blocks); !reflect.DeepEqual(got, want) {
			t.Errorf("%s reaches lines %v, want %v", test, got, want)
		}
	}
}

func linesOf(t *testing.T, log string, blocks []Block) []int {
	t.Helper()
	data, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, n := range strings.Fields(string(data)) {
		k := 0
		for _, c := range n {
			k = 10*k + int(c-'0')
		}
		lines = append(lines, blocks[k].Line)
	}
	return lines
}
