// Package confirm writes the test file that compares passing candidates on generated inputs: what
// the types, the tests and the doc comment say about the inputs goes into it; the driver does the rest.
package confirm

import (
	"embed"
	"fmt"
	"go/ast"
	"go/types"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"stubwright/helper/load"
	"stubwright/helper/variants"
)

//go:embed driver/*.go
var driverFiles embed.FS

// driverName is the folder and package of the driver under the package's own folder.
const driverName = "stubwrightdriver"

// Prepared is what to compile and run, or why inputs cannot be made.
type Prepared struct {
	Impossible string `json:"impossible"`
	// Overlay has texts by absolute path.
	Overlay map[string]string `json:"overlay"`
	// Refused says for each candidate why it is not in the build; empty where it is.
	Refused []string `json:"refused"`
	// Test is the name of the test to run.
	Test string `json:"test"`
}

const testName = "TestStubwrightConfirm"

// Prepare writes the overlay.
func Prepare(l *load.Loader, req variants.Request) (*Prepared, error) {
	var literal = literals{map[string]bool{}, map[int64]bool{}, map[float64]bool{}}
	for _, text := range req.Candidates {
		// Numbers and strings that candidates single out are where they may differ.
		if f := l.Check(req.Spec.With(req.File, text)).File(req.File); f != nil {
			for _, name := range req.Names {
				if fd := load.FindFunc(f, name); fd != nil && fd.Body != nil {
					ast.Inspect(fd.Body, func(n ast.Node) bool {
						if lit, ok := n.(*ast.BasicLit); ok {
							literal.add(lit.Kind, lit.Value)
						}
						return true
					})
				}
			}
		}
	}
	built, err := variants.Build(l, req)
	if err != nil {
		return nil, err
	}
	out := &Prepared{Overlay: built.Overlay, Refused: built.Refused, Test: testName}
	base := l.Check(req.Spec)
	w := newWorld(base, req.Names)
	w.tests = testsOf(l, req, w.targets)
	if why := w.targetsOf(base, req); why != "" {
		out.Impossible = why
		return out, nil
	}
	rows := w.harvest(literal)
	w.comments(base, req, literal)
	text := w.emit(rows, literal)
	for _, t := range req.Tests {
		// They may bring a TestMain, and cost time to compile.
		out.Overlay[t.Path] = "package " + base.Pkg.Name() + "\n"
	}
	out.Overlay[filepath.Join(req.Dir, "zz_stubwright_confirm_test.go")] = text
	entries, _ := driverFiles.ReadDir("driver")
	for _, e := range entries {
		if !load.IsTest(e.Name()) {
			data, err := driverFiles.ReadFile("driver/" + e.Name())
			if err != nil {
				return nil, err
			}
			out.Overlay[filepath.Join(req.Dir, driverName, e.Name())] = strings.Replace(string(data), "\npackage driver\n", "\npackage "+driverName+"\n", 1)
		}
	}
	return out, nil
}

func newWorld(base *load.Package, names []string) *world {
	w := &world{
		pkg: base.Pkg, p: &printer{own: base.Pkg, imports: map[string]string{}},
		targets: map[string]bool{}, bodies: map[types.Object]*ast.BlockStmt{},
		methods: map[string]*callable{}, ctors: map[string]*callable{},
		pools: map[string][]entry{}, impls: map[string][]string{},
		opaque: map[string]types.Type{}, hidden: map[string]types.Type{},
		seen: map[string]string{}, receivers: map[string]bool{},
	}
	for _, name := range names {
		w.targets[name] = true
		if i := strings.Index(name, "."); i >= 0 {
			w.receivers[name[:i]] = true
		}
	}
	for _, f := range base.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				w.bodies[base.Info.Defs[fd.Name]] = fd.Body
			}
		}
	}
	return w
}

// targetsOf makes callables of the targets and sees to everything their inputs need.
func (w *world) targetsOf(base *load.Package, req variants.Request) string {
	for _, name := range req.Names {
		fd := load.FindFunc(base.File(req.File), name)
		if fd == nil {
			return "no declaration of " + name
		}
		f, ok := base.Info.Defs[fd.Name].(*types.Func)
		if !ok {
			return "no type for " + name
		}
		sig := f.Type().(*types.Signature)
		for i := 0; i < sig.Results().Len(); i++ {
			if _, isChan := sig.Results().At(i).Type().Underlying().(*types.Chan); isChan {
				return name + " returns a channel"
			}
		}
		if sig.Recv() != nil {
			if why := w.receiver(f, sig); why != "" {
				return name + " is a method of " + why
			}
			continue
		}
		made := 0
		why := "type parameters that nothing plain satisfies"
		for _, args := range instances(sig.TypeParams(), w.used(name), func(args []types.Type) bool {
			_, err := types.Instantiate(nil, sig, args, true)
			return err == nil
		}) {
			c := &callable{fn: f, expr: f.Name(), value: f.Name(), sig: sig, target: true}
			if args != nil {
				if c = w.instantiate(f, args); c == nil {
					continue
				}
			}
			why = ""
			for _, p := range c.params() {
				if s := w.need(p); s != "" {
					why = s
				}
			}
			if why == "" {
				made++
				w.callables = append(w.callables, c)
				if c.sig.Results().Len() > 0 {
					if n := named(c.sig.Results().At(0).Type()); n != nil && n.Obj().Pkg() == w.pkg {
						w.receivers[n.Obj().Name()] = true
						w.need(c.sig.Results().At(0).Type())
					}
				}
			}
		}
		if made == 0 {
			return name + " takes " + why
		}
	}
	return ""
}

// receiver prepares a method target: its type's constructors and methods.
func (w *world) receiver(f *types.Func, sig *types.Signature) string {
	n := named(sig.Recv().Type())
	if n == nil {
		return "a type without a name"
	}
	origin := n.Origin()
	why := "type parameters that nothing plain satisfies"
	for _, args := range instances(origin.TypeParams(), nil, func(args []types.Type) bool {
		_, err := types.Instantiate(nil, origin, args, true)
		return err == nil
	}) {
		var t types.Type = origin
		if args != nil {
			inst, err := types.Instantiate(nil, origin, args, true)
			if err != nil {
				continue
			}
			t = inst
		}
		if s := w.need(t); s != "" {
			why = s
			continue
		}
		w.methodsOf(t.(*types.Named))
		key := "(" + w.p.text(t) + ")." + f.Name()
		if w.methods[key] == nil {
			key = "(*" + w.p.text(t) + ")." + f.Name()
		}
		c := w.methods[key]
		if c == nil {
			why = "arguments that cannot be made"
			for i := 0; i < sig.Params().Len(); i++ {
				if s := w.need(sig.Params().At(i).Type()); s != "" {
					why = "its type, and takes " + s
				}
			}
			continue
		}
		why = ""
		w.callables = append(w.callables, c)
	}
	return why
}

// testsOf are the package's own test files, and the external ones.
func testsOf(l *load.Loader, req variants.Request, targets map[string]bool) []*tests {
	isTest := map[string]bool{}
	for _, t := range req.Tests {
		isTest[t.Path] = true
	}
	internal, external := l.CheckTests(req.Spec)
	out := []*tests{{internal, req.ImportPath, isTest, targets}}
	if external != nil {
		out = append(out, &tests{external, req.ImportPath, isTest, targets})
	}
	return out
}

// used are the type arguments with which the tests call a function.
func (w *world) used(name string) [][]types.Type {
	var out [][]types.Type
	for _, ts := range w.tests {
		out = append(out, ts.instances(name)...)
	}
	return out
}

// harvest takes rows and values out of the tests.
func (w *world) harvest(ls literals) []row {
	byName := map[string][]*callable{}
	for _, c := range w.callables {
		name := funcName(c.fn.Origin())
		byName[name] = append(byName[name], c)
	}
	var out []row
	for _, ts := range w.tests {
		for _, f := range ts.testFiles() {
			ls.collect(f)
		}
		out = append(out, ts.rows(byName)...)
		for _, e := range ts.literals(w.wanted) {
			key := types.TypeString(e.t, nil)
			if len(w.pools[key]) < 24 {
				w.pools[key] = append(w.pools[key], e)
			}
		}
	}
	if len(out) > 60 {
		out = out[:60]
	}
	return out
}

// wanted: types of inputs, by spelling, since the tests were checked apart.
func (w *world) wanted(t types.Type) bool {
	if _, basic := t.(*types.Basic); basic {
		return false
	}
	why, ok := w.seen[types.TypeString(t, nil)]
	return ok && why == ""
}

func (w *world) comments(base *load.Package, req variants.Request, ls literals) {
	f := base.File(req.File)
	for _, name := range req.Names {
		if fd := load.FindFunc(f, name); fd != nil && fd.Doc != nil {
			ls.comment(fd.Doc.Text())
			w.sorted = w.sorted || sortedWord.MatchString(fd.Doc.Text())
		}
	}
	for _, d := range f.Decls {
		if gd, ok := d.(*ast.GenDecl); ok {
			for _, s := range gd.Specs {
				if vs, ok := s.(*ast.ValueSpec); ok {
					ast.Inspect(vs, func(n ast.Node) bool {
						if lit, ok := n.(*ast.BasicLit); ok {
							ls.add(lit.Kind, lit.Value)
						}
						return true
					})
				}
			}
		}
	}
}

var sortedWord = regexp.MustCompile(`(?i)\b(sorted|ascending|increasing order)\b`)

// importPath of the driver: a package below the one under test may always be imported by it.
func driverPath(pkg *types.Package) string { return path.Join(pkg.Path(), driverName) }

func quoteAll(list []string) string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%q, ", s)
	}
	return b.String()
}
