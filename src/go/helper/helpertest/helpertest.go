// Package helpertest makes packages of texts for tests.
package helpertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"stubwright/helper/load"
)

// Package writes a go.mod into a folder of the test's and gives a package of one file there.
func Package(t *testing.T, text string, tests ...string) (*load.Loader, load.Spec, string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n\ngo 1.21\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "a.go")
	spec := load.Spec{Dir: dir, ImportPath: "example.com/m", GoVersion: "1.21", Files: []load.File{{Path: file, Text: text}}}
	for _, test := range tests {
		spec.Tests = append(spec.Tests, load.File{Path: filepath.Join(dir, "a_test.go"), Text: test})
	}
	return load.New(goCommand(t), runtime.GOROOT()), spec, file
}

func goCommand(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Run compiles an overlay's package and runs its tests with an environment variable; it gives the output.
func Run(t *testing.T, spec load.Spec, overlay map[string]string, env, pattern string) (string, error) {
	t.Helper()
	for path, text := range overlay {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(goCommand(t), "test", "-vet=off", "-count=1", "-run", pattern, "-v", ".")
	cmd.Dir = spec.Dir
	cmd.Env = append(os.Environ(), env)
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}
