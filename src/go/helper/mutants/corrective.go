package mutants

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"stubwright/helper/load"
)

// correct makes changes that correct usual mistakes: a bound that is one too high, bytes for runes, a slice
// that is shared, a map that was never made, an error that is not wrapped, statements in the wrong order.
func (m *maker) correct(fd *ast.FuncDecl, file *ast.File) {
	imports := map[string]string{}
	for _, spec := range file.Imports {
		path := strings.Trim(spec.Path.Value, "`\"")
		imports[path] = path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			imports[path] = spec.Name.Name
		}
	}
	r := &corrector{maker: m, imports: imports, file: file}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.BlockStmt:
			r.order(x.List)
		case *ast.CaseClause:
			r.order(x.Body)
		case *ast.BasicLit:
			if x.Kind == token.INT {
				m.add(x, x.Value+" one less", m.Replace(x, "("+x.Value+"-1)"))
			}
			r.wrap(x)
		case *ast.CallExpr:
			r.call(x)
		case *ast.SliceExpr:
			r.runes(x)
		case *ast.BinaryExpr:
			r.sentinel(x)
			r.zero(x)
		case *ast.ReturnStmt:
			for _, e := range x.Results {
				r.copied(e)
			}
		case *ast.AssignStmt:
			for _, e := range x.Rhs {
				r.copied(e)
				r.deref(e)
			}
			for _, left := range x.Lhs {
				r.made(x, left)
			}
		case *ast.IncDecStmt:
			r.made(x, x.X)
		case *ast.RangeStmt:
			r.inPlace(x)
		case *ast.UnaryExpr:
			if x.Op == token.NOT {
				m.add(x, m.Source(x)+" without its !", m.Replace(x, m.Source(x.X)))
			}
		case *ast.Ident:
			r.otherName(x)
		}
		return true
	})
}

type corrector struct {
	*maker
	imports map[string]string
	file    *ast.File
}

// need gives the name of a package, and the edit that imports it where the file does not yet.
func (r *corrector) need(path string) (string, []load.Edit) {
	if name, ok := r.imports[path]; ok {
		return name, nil
	}
	at := r.Offset(r.file.Name.End())
	return path[strings.LastIndex(path, "/")+1:], []load.Edit{{Start: at, End: at, Text: "\n\nimport \"" + path + "\""}}
}

// order swaps neighbours.
func (r *corrector) order(list []ast.Stmt) {
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if _, ok := b.(*ast.ReturnStmt); ok {
			continue
		}
		what := fmt.Sprintf("%s before %s", short(r.Source(b)), short(r.Source(a)))
		r.add(a, what, r.Replace(a, r.Source(b)), r.Replace(b, r.Source(a)))
	}
}

func short(text string) string {
	line := strings.Join(strings.Fields(text), " ")
	if len(line) > 40 {
		return line[:40] + "…"
	}
	return line
}

func (r *corrector) wrap(x *ast.BasicLit) {
	if x.Kind != token.STRING || !strings.Contains(x.Value, "%v") && !strings.Contains(x.Value, "%s") {
		return
	}
	for _, verb := range []string{"%v", "%s"} {
		if at := strings.LastIndex(x.Value, verb); at >= 0 {
			r.add(x, verb+" to %w", r.Replace(x, x.Value[:at]+"%w"+x.Value[at+2:]))
		}
	}
}

func (r *corrector) call(x *ast.CallExpr) {
	id, ok := x.Fun.(*ast.Ident)
	if ok && id.Name == "len" && len(x.Args) == 1 {
		arg := r.Source(x.Args[0])
		r.add(x, "len one less", r.Replace(x, "(len("+arg+")-1)"))
		if isString(r.Info.TypeOf(x.Args[0])) {
			r.add(x, "length in runes", r.Replace(x, "len([]rune("+arg+"))"))
		}
	}
	if ok && len(x.Args) == 1 && isInteger(r.Info.TypeOf(x)) && isFloat(r.Info.TypeOf(x.Args[0])) {
		name, edits := r.need("math")
		r.add(x, "rounded", append(edits, r.Replace(x.Args[0], name+".Round("+r.Source(x.Args[0])+")"))...)
	}
	for i := 1; i < len(x.Args); i++ {
		a, b := x.Args[i-1], x.Args[i]
		if s, t := r.Info.TypeOf(a), r.Info.TypeOf(b); s != nil && t != nil && types.Identical(s, t) && r.Source(a) != r.Source(b) {
			r.add(a, "arguments swapped", r.Replace(a, r.Source(b)), r.Replace(b, r.Source(a)))
		}
	}
}

// runes cuts a string by characters.
func (r *corrector) runes(x *ast.SliceExpr) {
	if isString(r.Info.TypeOf(x.X)) {
		src, name := r.Source(x), r.Source(x.X)
		r.add(x, "cut by runes", r.Replace(x, "string([]rune("+name+")"+strings.TrimPrefix(src, name)+")"))
	}
}

// sentinel looks through wrapped errors.
func (r *corrector) sentinel(x *ast.BinaryExpr) {
	if x.Op != token.EQL && x.Op != token.NEQ || !isError(r.Info.TypeOf(x.X)) || !isError(r.Info.TypeOf(x.Y)) {
		return
	}
	name, edits := r.need("errors")
	call := name + ".Is(" + r.Source(x.X) + ", " + r.Source(x.Y) + ")"
	if x.Op == token.NEQ {
		call = "!" + call
	}
	r.add(x, "== to errors.Is", append(edits, r.Replace(x, call))...)
}

// zero rounds an integer division.
func (r *corrector) zero(x *ast.BinaryExpr) {
	if x.Op != token.QUO || !isInteger(r.Info.TypeOf(x)) {
		return
	}
	a, b := r.Source(x.X), r.Source(x.Y)
	r.add(x, "rounded half up", r.Replace(x, "(("+a+")+("+b+")/2)/("+b+")"))
	r.add(x, "rounded up", r.Replace(x, "(("+a+")+("+b+")-1)/("+b+")"))
}

// copied keeps slices and maps apart from what they came from.
func (r *corrector) copied(e ast.Expr) {
	switch e.(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.SliceExpr, *ast.IndexExpr:
	default:
		return
	}
	t := r.Info.TypeOf(e)
	if t == nil {
		return
	}
	name := map[bool]string{true: "slices", false: "maps"}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Map:
		_, slice := t.Underlying().(*types.Slice)
		pkg, edits := r.need(name[slice])
		r.add(e, r.Source(e)+" copied", append(edits, r.Replace(e, pkg+".Clone("+r.Source(e)+")"))...)
	}
}

// deref changes what is pointed at instead of a copy.
func (r *corrector) deref(e ast.Expr) {
	if star, ok := e.(*ast.StarExpr); ok {
		r.add(e, r.Source(e)+" itself, not a copy", r.Replace(e, r.Source(star.X)))
		return
	}
	switch e.(type) {
	case *ast.IndexExpr, *ast.SelectorExpr, *ast.Ident:
		t := r.Info.TypeOf(e)
		if t == nil {
			return
		}
		if _, ok := t.Underlying().(*types.Struct); ok {
			r.add(e, r.Source(e)+" itself, not a copy", r.Replace(e, "&"+r.Source(e)))
		}
	}
}

// made makes a map before the first write to it.
func (r *corrector) made(x ast.Stmt, left ast.Expr) {
	index, ok := left.(*ast.IndexExpr)
	if !ok {
		return
	}
	t := r.Info.TypeOf(index.X)
	if t == nil {
		return
	}
	if _, ok := t.Underlying().(*types.Map); ok {
		name := r.Source(index.X)
		kind := types.TypeString(t, types.RelativeTo(r.Pkg))
		at := r.Offset(x.Pos())
		r.add(x, name+" made where it is nil", load.Edit{Start: at, End: at, Text: "if " + name + " == nil { " + name + " = make(" + kind + ") }; "})
	}
}

// inPlace changes elements instead of the loop's copies of them.
func (r *corrector) inPlace(x *ast.RangeStmt) {
	value, ok := x.Value.(*ast.Ident)
	if !ok || value.Name == "_" || x.Tok != token.DEFINE {
		return
	}
	key, isKey := x.Key.(*ast.Ident)
	name := "i"
	edits := []load.Edit{}
	if isKey && key.Name != "_" {
		name = key.Name
	} else if isKey {
		edits = append(edits, r.Replace(key, name))
	}
	t := r.Info.TypeOf(x.X)
	if t == nil {
		return
	}
	if _, ok := t.Underlying().(*types.Slice); !ok {
		return
	}
	edits = append(edits, load.Edit{Start: r.Offset(x.Key.End()), End: r.Offset(value.End())})
	object := r.Info.Defs[value]
	ast.Inspect(x.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && r.Info.Uses[id] == object {
			edits = append(edits, r.Replace(id, r.Source(x.X)+"["+name+"]"))
		}
		return true
	})
	r.add(x, "elements changed, not copies", edits...)
}

// otherName puts another variable of the same type in the place of one.
func (r *corrector) otherName(x *ast.Ident) {
	used, ok := r.Info.Uses[x].(*types.Var)
	if !ok || used.IsField() || used.Parent() == nil {
		return
	}
	scope := r.Pkg.Scope().Innermost(x.Pos())
	var names []string
	for s := scope; s != nil && s != r.Pkg.Scope() && s.Parent() != nil; s = s.Parent() {
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if ok && v != used && v.Pos() < x.Pos() && name != "_" && types.Identical(v.Type(), used.Type()) {
				names = append(names, name)
			}
		}
	}
	sort.Strings(names)
	for i, name := range names {
		if i < 3 {
			r.add(x, x.Name+" to "+name, r.Replace(x, name))
		}
	}
}

func isString(t types.Type) bool  { return basic(t, types.IsString) }
func isInteger(t types.Type) bool { return basic(t, types.IsInteger) }
func isFloat(t types.Type) bool   { return basic(t, types.IsFloat) }

func basic(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}
