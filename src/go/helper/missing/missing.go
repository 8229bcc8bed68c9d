// Package missing reads from the calls of a function that does not exist what its declaration must be.
package missing

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"stubwright/helper/load"
)

// Request asks for what the package's tests call and nothing declares.
type Request struct {
	load.Spec
	// Test is the one that asks: only what it needs is declared.
	Test string `json:"test"`
}

// Function is a declaration to be made.
type Function struct {
	// Name is Func or Type.Method.
	Name string `json:"name"`
	// Signature is its text, from func to before the brace.
	Signature string `json:"signature"`
	// Imports are the packages its types come from.
	Imports []string `json:"imports"`
	// Beside is the file that declares the receiver's type; empty for a function.
	Beside string `json:"beside"`
	// Open says that a type could not be told from the calls and was taken for any.
	Open bool `json:"open"`
}

type call struct {
	expr *ast.CallExpr
	pkg  *load.Package
	path []ast.Node
}

// Find gives the missing functions in the order of their first call within the test.
func Find(l *load.Loader, req Request) []Function {
	internal, external := l.CheckTests(req.Spec)
	calls := map[string][]call{}
	var order []string
	receivers := map[string]types.Type{}
	wanted := map[string]bool{}
	for _, p := range []*load.Package{internal, external} {
		if p == nil {
			continue
		}
		for i, f := range p.Files {
			if !load.IsTest(p.Paths[i]) {
				continue
			}
			for _, d := range f.Decls {
				walk(d, nil, func(n ast.Node, path []ast.Node) {
					x, ok := n.(*ast.CallExpr)
					if !ok {
						return
					}
					name, recv := undeclared(p, internal.Pkg, x)
					if name == "" {
						return
					}
					if calls[name] == nil {
						order = append(order, name)
					}
					calls[name] = append(calls[name], call{x, p, append([]ast.Node{}, path...)})
					if recv != nil {
						receivers[name] = recv
					}
					if fd, ok := d.(*ast.FuncDecl); ok && (fd.Name.Name == req.Test || !strings.HasPrefix(fd.Name.Name, "Test")) {
						wanted[name] = true
					}
				})
			}
		}
	}
	out := []Function{}
	for _, name := range order {
		if wanted[name] {
			out = append(out, declare(internal, name, receivers[name], calls[name]))
		}
	}
	return out
}

func walk(root ast.Node, path []ast.Node, visit func(ast.Node, []ast.Node)) {
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		visit(n, path)
		path = append(path, n)
		return true
	})
}

// undeclared gives the name of a function of own that nothing declares, and its receiver's type.
func undeclared(p *load.Package, own *types.Package, x *ast.CallExpr) (string, types.Type) {
	switch fun := x.Fun.(type) {
	case *ast.Ident:
		if p.Info.Uses[fun] == nil && p.Info.Defs[fun] == nil && p.Pkg.Name() == own.Name() {
			return fun.Name, nil
		}
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok {
			if pkg, ok := p.Info.Uses[id].(*types.PkgName); ok {
				if pkg.Imported().Path() == own.Path() && pkg.Imported().Scope().Lookup(fun.Sel.Name) == nil && ast.IsExported(fun.Sel.Name) {
					return fun.Sel.Name, nil
				}
				return "", nil
			}
		}
		t := p.Info.TypeOf(fun.X)
		if t == nil || p.Info.Selections[fun] != nil {
			return "", nil
		}
		base := t
		if ptr, ok := base.(*types.Pointer); ok {
			base = ptr.Elem()
		}
		named, ok := base.(*types.Named)
		if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != own.Path() {
			return "", nil
		}
		if object, _, _ := types.LookupFieldOrMethod(named, true, own, fun.Sel.Name); object == nil {
			return named.Obj().Name() + "." + fun.Sel.Name, t
		}
	}
	return "", nil
}

type writer struct {
	own     *types.Package
	imports map[string]bool
	open    bool
	// params are a generic receiver's own, by the arguments that the tests give them.
	typeParams []param
}

type param struct {
	name string
	arg  types.Type
}

// generic puts a receiver's type parameters in the place of what the tests instantiate it with.
func (w *writer) generic(recv types.Type) {
	if ptr, ok := recv.(*types.Pointer); ok {
		recv = ptr.Elem()
	}
	named, ok := recv.(*types.Named)
	if !ok {
		return
	}
	for i := 0; i < named.TypeArgs().Len(); i++ {
		w.typeParams = append(w.typeParams, param{named.Origin().TypeParams().At(i).Obj().Name(), named.TypeArgs().At(i)})
	}
}

func (w *writer) text(t types.Type) string {
	for _, p := range w.typeParams {
		if t != nil && types.Identical(types.Default(t), p.arg) {
			return p.name
		}
	}
	if s, ok := t.(*types.Slice); ok && len(w.typeParams) > 0 {
		return "[]" + w.text(s.Elem())
	}
	if t == nil || t == types.Typ[types.Invalid] || t == types.Typ[types.UntypedNil] {
		w.open = true
		return "any"
	}
	return types.TypeString(types.Default(t), func(p *types.Package) string {
		if p.Path() == w.own.Path() {
			return ""
		}
		w.imports[p.Path()] = true
		return p.Name()
	})
}

func declare(p *load.Package, name string, recv types.Type, calls []call) Function {
	w := &writer{own: p.Pkg, imports: map[string]bool{}}
	fn := Function{Name: name}
	ident := name[strings.Index(name, ".")+1:]
	head := "func "
	taken := map[string]bool{}
	if recv != nil {
		text, short, beside := receiver(p, recv)
		w.generic(recv)
		head += "(" + short + " " + text + ") "
		taken[short] = true
		fn.Beside = beside
	}
	params := w.params(calls, taken)
	results := w.results(calls)
	fn.Signature = head + ident + "(" + strings.Join(params, ", ") + ")"
	switch len(results) {
	case 0:
	case 1:
		fn.Signature += " " + results[0]
	default:
		fn.Signature += " (" + strings.Join(results, ", ") + ")"
	}
	for path := range w.imports {
		fn.Imports = append(fn.Imports, path)
	}
	sort.Strings(fn.Imports)
	fn.Open = w.open
	return fn
}

// receiver is a pointer where the type's other methods have one, or where it is a struct.
func receiver(p *load.Package, t types.Type) (text, short, beside string) {
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named := t.(*types.Named).Origin()
	_, pointer := named.Underlying().(*types.Struct)
	for i := 0; i < named.NumMethods(); i++ {
		_, pointer = named.Method(i).Type().(*types.Signature).Recv().Type().(*types.Pointer)
		short = named.Method(i).Type().(*types.Signature).Recv().Name()
	}
	name := named.Obj().Name()
	text = name
	if list := named.TypeParams(); list.Len() > 0 {
		var params []string
		for i := 0; i < list.Len(); i++ {
			params = append(params, list.At(i).Obj().Name())
		}
		text += "[" + strings.Join(params, ", ") + "]"
	}
	if pointer {
		text = "*" + text
	}
	if short == "" || short == "_" {
		short = strings.ToLower(name[:1])
	}
	return text, short, p.Path(named.Obj().Pos())
}

func (w *writer) params(calls []call, taken map[string]bool) []string {
	most := 0
	for _, c := range calls {
		most = max(most, len(c.expr.Args))
	}
	var out []string
	for i := 0; i < most; i++ {
		var t types.Type
		name := ""
		for _, c := range calls {
			if i >= len(c.expr.Args) {
				continue
			}
			arg := c.expr.Args[i]
			if found := c.pkg.Info.TypeOf(arg); better(found, t) {
				t = found
			}
			if name == "" {
				name = nameOf(arg)
			}
		}
		text := w.text(t)
		if name == "" || taken[name] || token.IsKeyword(name) {
			name = letter(text)
		}
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s%d", strings.TrimRight(name, "0123456789"), n)
		}
		taken[name] = true
		out = append(out, name+" "+text)
	}
	return out
}

// better prefers a type that was written to the default of a constant, and a float to an integer.
func better(found, old types.Type) bool {
	if found == nil || found == types.Typ[types.Invalid] {
		return false
	}
	if old == nil || old == types.Typ[types.UntypedNil] {
		return true
	}
	a, untyped := old.(*types.Basic)
	if !untyped || a.Info()&types.IsUntyped == 0 {
		return false
	}
	b, ok := found.(*types.Basic)
	return !ok || b.Info()&types.IsUntyped == 0 || b.Kind() == types.UntypedFloat && a.Kind() == types.UntypedInt
}

func nameOf(arg ast.Expr) string {
	switch x := arg.(type) {
	case *ast.Ident:
		if x.Name == "nil" || x.Name == "true" || x.Name == "false" {
			return ""
		}
		return x.Name
	case *ast.SelectorExpr:
		if id, ok := x.X.(*ast.Ident); ok && len(id.Name) <= 4 && !ast.IsExported(x.Sel.Name) {
			return x.Sel.Name
		}
	}
	return ""
}

func letter(text string) string {
	switch {
	case text == "string":
		return "s"
	case strings.HasPrefix(text, "[]"):
		return "list"
	case strings.HasPrefix(text, "map["):
		return "m"
	case strings.HasPrefix(text, "func("):
		return "f"
	case strings.HasPrefix(text, "float"):
		return "x"
	case strings.HasPrefix(text, "int"), strings.HasPrefix(text, "uint"):
		return "n"
	case text == "context.Context":
		return "ctx"
	case text == "any":
		return "v"
	}
	name := strings.TrimLeft(text[strings.LastIndexAny(text, ".*")+1:], "[]")
	if name == "" {
		return "v"
	}
	return strings.ToLower(name[:1])
}
