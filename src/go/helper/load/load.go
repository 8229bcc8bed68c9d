// Package load type-checks one package from texts, with what it imports kept warm.
package load

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
)

// File is a source file as text; Path is absolute.
type File struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// Spec is a package as texts: nothing of it is read from disk.
type Spec struct {
	Dir        string `json:"dir"`
	ImportPath string `json:"importPath"`
	// GoVersion as in go.mod, without "go"; may be empty.
	GoVersion string   `json:"goVersion"`
	Tags      []string `json:"tags"`
	// Files are those of the package for this GOOS, GOARCH and tags; no tests.
	Files []File `json:"files"`
	// Tests are the package's own and its external test files.
	Tests []File `json:"tests"`
}

// With returns the package with one file's text replaced (or added).
func (s Spec) With(path, text string) Spec {
	files := make([]File, 0, len(s.Files)+1)
	found := false
	for _, f := range s.Files {
		if f.Path == path {
			f.Text, found = text, true
		}
		files = append(files, f)
	}
	if !found {
		files = append(files, File{path, text})
	}
	s.Files = files
	return s
}

// Text of one file of the package.
func (s Spec) Text(path string) (string, bool) {
	for _, f := range s.Files {
		if f.Path == path {
			return f.Text, true
		}
	}
	return "", false
}

// Error is a syntax or type error; Pos may be invalid.
type Error struct {
	Pos    token.Pos
	Msg    string
	Syntax bool
	// Soft errors (unused variables and imports) do not stop the checker from knowing every type.
	Soft bool
}

// Package is a type-checked package. Pkg and Info are filled even when there are errors.
type Package struct {
	Fset   *token.FileSet
	Files  []*ast.File
	Paths  []string
	Texts  map[string]string
	Pkg    *types.Package
	Info   *types.Info
	Errors []Error
}

// File returns the syntax of one file.
func (p *Package) File(path string) *ast.File {
	for i, name := range p.Paths {
		if name == path {
			return p.Files[i]
		}
	}
	return nil
}

// Offset in bytes within the file that holds pos.
func (p *Package) Offset(pos token.Pos) int { return p.Fset.PositionFor(pos, false).Offset }

// Path of the file that holds pos.
func (p *Package) Path(pos token.Pos) string { return p.Fset.PositionFor(pos, false).Filename }

// Source text of a node.
func (p *Package) Source(n ast.Node) string {
	text := p.Texts[p.Path(n.Pos())]
	from, to := p.Offset(n.Pos()), p.Offset(n.End())
	if from < 0 || to > len(text) || from > to {
		return ""
	}
	return text[from:to]
}

// Loader keeps what stays the same between requests: importers and the syntax of unchanged files.
type Loader struct {
	GoCmd string
	// GoRoot is the person's, not the one this program was built with.
	GoRoot    string
	fset      *token.FileSet
	importers map[string]*Importer
	parsed    map[string]parsed
}

type parsed struct {
	text string
	file *ast.File
	errs scanner.ErrorList
}

// New makes a Loader that runs goCmd.
func New(goCmd, goRoot string) *Loader {
	return &Loader{GoCmd: goCmd, GoRoot: goRoot, fset: token.NewFileSet(), importers: map[string]*Importer{}, parsed: map[string]parsed{}}
}

func (l *Loader) importer(dir string, tags []string) *Importer {
	key := dir + "\n" + strings.Join(tags, ",")
	im := l.importers[key]
	if im == nil {
		im = newImporter(l.GoCmd, dir, tags, l.fset)
		l.importers[key] = im
	}
	return im
}

// Import gives another package as this one would import it.
func (l *Loader) Import(spec Spec, path string) (*types.Package, error) {
	return l.importer(spec.Dir, spec.Tags).Import(path)
}

func (l *Loader) parse(f File) parsed {
	old, ok := l.parsed[f.Path]
	if ok && old.text == f.Text {
		return old
	}
	if ok && old.file != nil {
		if tf := l.fset.File(old.file.FileStart); tf != nil {
			l.fset.RemoveFile(tf)
		}
	}
	file, err := parser.ParseFile(l.fset, f.Path, f.Text, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	next := parsed{text: f.Text, file: file}
	if list, ok := err.(scanner.ErrorList); ok {
		next.errs = list
	}
	l.parsed[f.Path] = next
	return next
}

// Check type-checks the package without its tests.
func (l *Loader) Check(spec Spec) *Package {
	return l.check(spec, spec.Files, spec.ImportPath, nil)
}

// CheckTests type-checks the package with its internal tests, and its external tests if there are any.
func (l *Loader) CheckTests(spec Spec) (internal, external *Package) {
	name := ""
	if len(spec.Files) > 0 {
		if f := l.parse(spec.Files[0]).file; f != nil {
			name = f.Name.Name
		}
	}
	in, ex := append([]File{}, spec.Files...), []File{}
	for _, f := range spec.Tests {
		if p := l.parse(f).file; p != nil && p.Name.Name == name+"_test" {
			ex = append(ex, f)
		} else {
			in = append(in, f)
		}
	}
	internal = l.check(spec, in, spec.ImportPath, nil)
	if len(ex) > 0 {
		external = l.check(spec, ex, spec.ImportPath+"_test", internal.Pkg)
	}
	return internal, external
}

type withSelf struct {
	types.Importer
	self *types.Package
}

func (w withSelf) Import(path string) (*types.Package, error) {
	if w.self != nil && path == w.self.Path() {
		return w.self, nil
	}
	return w.Importer.Import(path)
}

func (l *Loader) check(spec Spec, files []File, path string, self *types.Package) *Package {
	p := &Package{Fset: l.fset, Texts: map[string]string{}, Info: newInfo()}
	imports := map[string]bool{}
	for _, f := range files {
		one := l.parse(f)
		for _, e := range one.errs {
			pos := token.NoPos
			if tf := l.fset.File(one.file.FileStart); tf != nil && e.Pos.Offset <= tf.Size() {
				pos = tf.Pos(e.Pos.Offset)
			}
			p.Errors = append(p.Errors, Error{Pos: pos, Msg: e.Msg, Syntax: true})
		}
		if one.file == nil {
			continue
		}
		p.Files, p.Paths = append(p.Files, one.file), append(p.Paths, f.Path)
		p.Texts[f.Path] = f.Text
		for _, spec := range one.file.Imports {
			if name, err := strconv.Unquote(spec.Path.Value); err == nil {
				imports[name] = true
			}
		}
	}
	if self != nil {
		delete(imports, self.Path())
	}
	im := l.importer(spec.Dir, spec.Tags)
	im.prefetch(sortedKeys(imports))
	conf := types.Config{
		Importer:    withSelf{im, self},
		FakeImportC: true,
		Sizes:       types.SizesFor("gc", runtime.GOARCH),
		GoVersion:   goVersion(spec.GoVersion),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok {
				p.Errors = append(p.Errors, Error{Pos: e.Pos, Msg: e.Msg, Soft: e.Soft})
			}
		},
	}
	p.Pkg, _ = conf.Check(path, l.fset, p.Files, p.Info)
	return p
}

func newInfo() *types.Info {
	return &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes:     map[ast.Node]*types.Scope{},
		Instances:  map[*ast.Ident]types.Instance{},
	}
}

func goVersion(v string) string {
	if v == "" {
		return ""
	}
	// A version newer than this toolchain would make the checker refuse the package as a whole.
	want, have := "go"+v, runtime.Version()
	if strings.HasPrefix(have, "go1") && constraint.GoVersion(tag(have)) != "" && newer(want, have) {
		return ""
	}
	return want
}

func tag(v string) constraint.Expr { return &constraint.TagExpr{Tag: minor(v)} }

func minor(v string) string {
	parts := strings.SplitN(strings.TrimPrefix(v, "go"), ".", 3)
	if len(parts) < 2 {
		return v
	}
	return "go" + parts[0] + "." + strings.TrimRightFunc(parts[1], func(r rune) bool { return r < '0' || r > '9' })
}

func newer(a, b string) bool {
	n := func(v string) int {
		i, _ := strconv.Atoi(strings.TrimPrefix(minor(v), "go1."))
		return i
	}
	return n(a) > n(b)
}

func sortedKeys(m map[string]bool) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// IsTest says whether a path is a test file's.
func IsTest(path string) bool { return strings.HasSuffix(filepath.Base(path), "_test.go") }
