// Package std makes an index of the standard library from its sources.
package std

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
)

// Package is one importable package.
type Package struct {
	Path string `json:"path"`
	Name string `json:"name"`
	// Symbols maps an exported name (or Type.Method) to its signature on one line.
	Symbols map[string]string `json:"symbols"`
}

// Index reads GOROOT/src. Packages nobody outside may import (internal, vendor, cmd) are left out.
func Index(goroot string) []Package {
	root := filepath.Join(goroot, "src")
	var dirs []string
	_ = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		switch d.Name() {
		case "internal", "vendor", "testdata", "cmd", "builtin":
			return filepath.SkipDir
		}
		if strings.HasPrefix(d.Name(), "_") || strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		dirs = append(dirs, path)
		return nil
	})
	found := make([]*Package, len(dirs))
	var wg sync.WaitGroup
	next := make(chan int)
	for w := 0; w < runtime.NumCPU(); w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range next {
				found[i] = read(root, dirs[i])
			}
		}()
	}
	for i := range dirs {
		next <- i
	}
	close(next)
	wg.Wait()
	out := []Package{}
	for _, p := range found {
		if p != nil {
			out = append(out, *p)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Path < out[j].Path })
	return out
}

func read(root, dir string) *Package {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	ctx := build.Default
	rel, _ := filepath.Rel(root, dir)
	p := &Package{Path: filepath.ToSlash(rel), Symbols: map[string]string{}}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if ok, err := ctx.MatchFile(dir, name); err != nil || !ok {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil || f.Name.Name == "main" || f.Name.Name == "documentation" {
			continue
		}
		p.Name = f.Name.Name
		for _, d := range f.Decls {
			declare(p.Symbols, fset, d)
		}
	}
	if p.Name == "" {
		return nil
	}
	return p
}

func declare(into map[string]string, fset *token.FileSet, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if !d.Name.IsExported() {
			return
		}
		name := d.Name.Name
		if d.Recv != nil {
			base := receiver(d.Recv)
			if !ast.IsExported(base) {
				return
			}
			name = base + "." + name
		}
		into[name] = line(fset, &ast.FuncDecl{Recv: d.Recv, Name: d.Name, Type: d.Type})
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() {
					into[s.Name.Name] = "type " + s.Name.Name + " " + shape(fset, s.Type)
					members(into, fset, s)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() {
						text := d.Tok.String() + " " + n.Name
						if s.Type != nil {
							text += " " + line(fset, s.Type)
						}
						into[n.Name] = text
					}
				}
			}
		}
	}
}

func members(into map[string]string, fset *token.FileSet, s *ast.TypeSpec) {
	it, ok := s.Type.(*ast.InterfaceType)
	if !ok {
		return
	}
	for _, m := range it.Methods.List {
		if ft, ok := m.Type.(*ast.FuncType); ok {
			for _, n := range m.Names {
				if n.IsExported() {
					into[s.Name.Name+"."+n.Name] = "func (" + s.Name.Name + ") " + n.Name + strings.TrimPrefix(line(fset, ft), "func")
				}
			}
		}
	}
}

func shape(fset *token.FileSet, t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StructType:
		var names []string
		for _, f := range t.Fields.List {
			for _, n := range f.Names {
				if n.IsExported() {
					names = append(names, n.Name+" "+line(fset, f.Type))
				}
			}
		}
		return "struct{ " + strings.Join(append(names, "…"), "; ") + " }"
	case *ast.InterfaceType:
		return "interface"
	}
	return line(fset, t)
}

func receiver(list *ast.FieldList) string {
	t := list.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

func line(fset *token.FileSet, n ast.Node) string {
	var b bytes.Buffer
	_ = (&printer.Config{Mode: printer.RawFormat}).Fprint(&b, fset, n)
	return strings.Join(strings.Fields(b.String()), " ")
}
