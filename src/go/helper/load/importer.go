package load

import (
	"encoding/json"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"sort"
	"strings"
	"sync"
)

// common is asked for together with a package's own imports: a fixer may add any of these,
// and one call of go list costs as much as ten paths.
var common = []string{
	"bufio", "bytes", "cmp", "context", "errors", "fmt", "io", "maps", "math", "os", "slices",
	"sort", "strconv", "strings", "sync", "time", "unicode", "unicode/utf8",
}

// Importer reads export data that the go command keeps in its build cache, and asks the go command
// for what is not there yet. It stays warm for the life of the process: one for each directory,
// because the directory decides the module and thus the versions.
type Importer struct {
	goCmd string
	dir   string
	tags  []string

	mu      sync.Mutex
	exports map[string]string
	asked   map[string]bool
	failed  map[string]string
	gc      types.Importer
}

func newImporter(goCmd, dir string, tags []string, fset *token.FileSet) *Importer {
	im := &Importer{goCmd: goCmd, dir: dir, tags: tags, exports: map[string]string{}, asked: map[string]bool{}, failed: map[string]string{}}
	im.gc = importer.ForCompiler(fset, "gc", im.open)
	return im
}

func (im *Importer) open(path string) (io.ReadCloser, error) {
	file, ok := im.exports[path]
	if !ok || file == "" {
		return nil, fmt.Errorf("no export data for %s", path)
	}
	return os.Open(file)
}

// Import implements types.Importer.
func (im *Importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	im.mu.Lock()
	defer im.mu.Unlock()
	im.need([]string{path})
	if im.exports[path] == "" {
		if why := im.failed[path]; why != "" {
			return nil, fmt.Errorf("%s", why)
		}
		return nil, fmt.Errorf("package %s is not in std or the module's requirements", path)
	}
	return im.gc.Import(path)
}

// prefetch asks for many paths by one call of the go command.
func (im *Importer) prefetch(paths []string) {
	im.mu.Lock()
	defer im.mu.Unlock()
	all := append([]string{}, paths...)
	if len(im.asked) == 0 {
		all = append(all, common...)
	}
	im.need(all)
}

type listed struct {
	ImportPath string
	Export     string
	Error      *struct{ Err string }
}

func (im *Importer) need(paths []string) {
	var ask []string
	for _, path := range paths {
		if path == "C" || path == "unsafe" || im.asked[path] || im.exports[path] != "" {
			continue
		}
		im.asked[path] = true
		ask = append(ask, path)
	}
	if len(ask) == 0 {
		return
	}
	sort.Strings(ask)
	args := []string{"list", "-e", "-export", "-deps", "-json=ImportPath,Export,Error"}
	if len(im.tags) > 0 {
		args = append(args, "-tags="+strings.Join(im.tags, ","))
	}
	args = append(append(args, "--"), ask...)
	cmd := exec.Command(im.goCmd, args...)
	cmd.Dir = im.dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		for _, path := range ask {
			im.failed[path] = err.Error()
		}
		return
	}
	dec := json.NewDecoder(out)
	for {
		var one listed
		if dec.Decode(&one) != nil {
			break
		}
		if one.Export != "" {
			im.exports[one.ImportPath] = one.Export
		}
		if one.Error != nil {
			im.failed[one.ImportPath] = one.Error.Err
		}
	}
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait()
}
