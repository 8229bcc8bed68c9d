// Package variants puts many versions of a target's functions into one build: each version's
// declarations get a suffix, and the target's functions dispatch on a variable, which starts as the
// number in the environment. Sixty variants then cost what one link costs.
package variants

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"

	"stubwright/helper/load"
)

// Env names the environment variable that holds the number of the variant to run.
const Env = "STUBWRIGHT_VARIANT"

// Var is the package variable that holds it; a driver may set it.
const Var = "stubwrightVariant"

// Request asks for one build of many texts of the target's file.
type Request struct {
	load.Spec
	// File is the absolute path of the target's file; its text in Files is the one with stubs.
	File  string   `json:"file"`
	Names []string `json:"names"`
	// Candidates are whole texts of the target's file.
	Candidates []string `json:"candidates"`
	// InPlace asks for bodies in the function's own place, where that can be.
	InPlace bool `json:"inPlace"`
}

// Built is what to compile: texts for an overlay, by absolute path.
type Built struct {
	Overlay map[string]string `json:"overlay"`
	// Apart holds the same versions, each in a file of its own: zz_stubwright_v3.go.
	Apart map[string]string `json:"apart"`
	// Refused says for each candidate why it is not in the build; empty where it is.
	Refused []string `json:"refused"`
}

// Build fails only when the stub itself cannot be understood.
func Build(l *load.Loader, req Request) (*Built, error) {
	base := l.Check(req.Spec)
	file := base.File(req.File)
	if file == nil {
		return nil, fmt.Errorf("%s is not among the package's files", req.File)
	}
	targets := map[string]*ast.FuncDecl{}
	for _, name := range req.Names {
		fd := load.FindFunc(file, name)
		if fd == nil {
			return nil, fmt.Errorf("no function %s in %s", name, filepath.Base(req.File))
		}
		targets[name] = fd
	}
	// What a dispatcher's text needs of the stub is taken before the next check replaces its syntax.
	dispatch := dispatchers(base, req.Names, targets)
	stub := base.Texts[req.File]
	known := declared(file)
	edits := blankImports(base, file, targets)
	switches := fmt.Sprintf(
		"%spackage %s\n\nimport (\n\tstubwrightOS \"os\"\n\tstubwrightConv \"strconv\"\n)\n\n"+
			"var %s = func() int { n, _ := stubwrightConv.Atoi(stubwrightOS.Getenv(%q)); return n }()\n",
		constraints(file, stub, base), base.Pkg.Name(), Var, Env)
	built := &Built{Apart: map[string]string{}, Refused: make([]string, len(req.Candidates))}
	var in []int
	for k, text := range req.Candidates {
		source, why := variant(l, req, known, k, text)
		if why != "" {
			built.Refused[k] = why
			continue
		}
		built.Apart[filepath.Join(req.Dir, fmt.Sprintf("zz_stubwright_v%d.go", k))] = source
		in = append(in, k)
	}
	for _, d := range dispatch {
		edits = append(edits, load.Edit{Start: d.start, End: d.end, Text: d.text(in)})
	}
	built.Apart[req.File] = load.Apply(stub, edits)
	built.Apart[dispatchFile(req)] = switches
	built.Overlay = built.Apart
	if req.InPlace {
		if text, ok := inPlace(l, req, in, switches); ok {
			built.Overlay = map[string]string{req.File: text, dispatchFile(req): switches}
		}
	}
	return built, nil
}

type dispatcher struct {
	start, end int
	head, call string
	results    bool
	name       string
}

func (d dispatcher) text(in []int) string {
	var b strings.Builder
	b.WriteString(d.head + " {\n\tswitch " + Var + " {\n")
	for _, k := range in {
		call := fmt.Sprintf(d.call, suffix(k))
		if d.results {
			fmt.Fprintf(&b, "\tcase %d:\n\t\treturn %s\n", k, call)
		} else {
			fmt.Fprintf(&b, "\tcase %d:\n\t\t%s\n\t\treturn\n", k, call)
		}
	}
	b.WriteString("\t}\n\tpanic(\"no such variant\")\n}")
	return b.String()
}

func dispatchFile(req Request) string { return filepath.Join(req.Dir, "zz_stubwright_dispatch.go") }

func suffix(k int) string { return "__v" + strconv.Itoa(k) }

func dispatchers(p *load.Package, names []string, targets map[string]*ast.FuncDecl) []dispatcher {
	var out []dispatcher
	for _, name := range names {
		fd := targets[name]
		d := dispatcher{start: p.Offset(fd.Pos()), end: p.Offset(fd.End()), name: name, results: fd.Type.Results != nil}
		if fd.Doc != nil {
			d.start = p.Offset(fd.Type.Func)
		}
		head, call := "func ", ""
		if fd.Recv != nil {
			head += "(stubwrightR " + p.Source(fd.Recv.List[0].Type) + ") "
			call = "stubwrightR."
		}
		head += fd.Name.Name
		call += fd.Name.Name + "%s"
		if fd.Type.TypeParams != nil {
			head += p.Source(fd.Type.TypeParams)
			var params []string
			for _, f := range fd.Type.TypeParams.List {
				for _, n := range f.Names {
					params = append(params, n.Name)
				}
			}
			call += "[" + strings.Join(params, ", ") + "]"
		}
		var params, args []string
		n := 0
		for _, f := range fd.Type.Params.List {
			for i := 0; i < max(1, len(f.Names)); i++ {
				arg := fmt.Sprintf("stubwrightP%d", n)
				n++
				params = append(params, arg+" "+p.Source(f.Type))
				if _, ok := f.Type.(*ast.Ellipsis); ok {
					arg += "..."
				}
				args = append(args, arg)
			}
		}
		head += "(" + strings.Join(params, ", ") + ")"
		if fd.Type.Results != nil {
			head += " (" + resultTypes(p, fd.Type.Results) + ")"
		}
		d.head, d.call = head, call+"("+strings.Join(args, ", ")+")"
		out = append(out, d)
	}
	return out
}

func resultTypes(p *load.Package, list *ast.FieldList) string {
	var out []string
	for _, f := range list.List {
		for i := 0; i < max(1, len(f.Names)); i++ {
			out = append(out, p.Source(f.Type))
		}
	}
	return strings.Join(out, ", ")
}

// blankImports keeps imports that only the stubs' bodies used from becoming unused: a stub may
// return errors.New, the dispatcher does not.
func blankImports(p *load.Package, file *ast.File, targets map[string]*ast.FuncDecl) []load.Edit {
	used := map[types.Object]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		for _, fd := range targets {
			if n == ast.Node(fd.Body) {
				return false
			}
		}
		if id, ok := n.(*ast.Ident); ok {
			if o, ok := p.Info.Uses[id].(*types.PkgName); ok {
				used[o] = true
			}
		}
		return true
	})
	return blank(p, file, used)
}

func blank(p *load.Package, file *ast.File, used map[types.Object]bool) []load.Edit {
	var edits []load.Edit
	for _, spec := range file.Imports {
		var o types.Object = p.Info.Implicits[spec]
		if spec.Name != nil {
			o = p.Info.Defs[spec.Name]
		}
		if o == nil || used[o] || spec.Name != nil && (spec.Name.Name == "_" || spec.Name.Name == ".") {
			continue
		}
		edits = append(edits, load.Edit{Start: p.Offset(spec.Pos()), End: p.Offset(spec.End()), Text: "_ " + spec.Path.Value})
	}
	return edits
}

// declared gives the names at the top level of a file, methods as Type.Method.
func declared(f *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, d := range f.Decls {
		for _, name := range declNames(d) {
			names[name] = true
		}
	}
	return names
}

func declNames(d ast.Decl) []string {
	var names []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		names = append(names, load.DeclName(d))
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

// constraints repeats the build constraints that stand above the package clause.
func constraints(f *ast.File, text string, p *load.Package) string {
	var b strings.Builder
	for _, group := range f.Comments {
		if group.Pos() > f.Package {
			break
		}
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:build ") {
				b.WriteString(c.Text + "\n\n")
			}
		}
	}
	return b.String()
}

// variant makes the file that holds one candidate's own declarations under new names.
func variant(l *load.Loader, req Request, known map[string]bool, k int, text string) (source, why string) {
	p := l.Check(req.Spec.With(req.File, text))
	for _, e := range p.Errors {
		if !e.Pos.IsValid() || p.Path(e.Pos) == req.File {
			return "", position(p, e)
		}
	}
	file := p.File(req.File)
	own := map[types.Object]bool{}
	targets := map[string]bool{}
	for _, name := range req.Names {
		fd := load.FindFunc(file, name)
		if fd == nil {
			return "", "no declaration of " + name
		}
		targets[name] = true
		own[p.Info.Defs[fd.Name]] = true
	}
	var edits []load.Edit
	used := map[types.Object]bool{}
	for _, d := range file.Decls {
		if gd, ok := d.(*ast.GenDecl); ok && gd.Tok == token.IMPORT {
			continue
		}
		if keep(d, known, targets) {
			collect(p, d, known, own)
			continue
		}
		edits = append(edits, load.Edit{Start: p.Offset(d.Pos()), End: p.Offset(d.End())})
	}
	for _, d := range file.Decls {
		if gd, ok := d.(*ast.GenDecl); ok && gd.Tok == token.IMPORT || !keep(d, known, targets) {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			o := p.Info.Defs[id]
			if o == nil {
				o = p.Info.Uses[id]
			}
			if pkg, ok := o.(*types.PkgName); ok {
				used[pkg] = true
			}
			if own[o] || own[origin(o)] {
				edits = append(edits, p.Replace(id, id.Name+suffix(k)))
			}
			return true
		})
	}
	edits = append(edits, blank(p, file, used)...)
	return load.Apply(text, edits), ""
}

// origin maps a method of an instantiated type to its declaration.
func origin(o types.Object) types.Object {
	if f, ok := o.(*types.Func); ok {
		return f.Origin()
	}
	return o
}

func keep(d ast.Decl, known, targets map[string]bool) bool {
	for _, name := range declNames(d) {
		if targets[name] || !known[name] && name != "_" {
			return true
		}
	}
	return false
}

// collect adds the objects that a kept declaration brings in, methods of new types left out: they
// move with their type.
func collect(p *load.Package, d ast.Decl, known map[string]bool, own map[types.Object]bool) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || known[load.ReceiverBase(d.Recv.List[0].Type)] {
			own[p.Info.Defs[d.Name]] = true
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				own[p.Info.Defs[s.Name]] = true
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.Name != "_" {
						own[p.Info.Defs[n]] = true
					}
				}
			}
		}
	}
}

func position(p *load.Package, e load.Error) string {
	if !e.Pos.IsValid() {
		return e.Msg
	}
	at := p.Fset.PositionFor(e.Pos, false)
	return fmt.Sprintf("%d:%d: %s", at.Line, at.Column, e.Msg)
}
