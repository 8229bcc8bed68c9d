package confirm

import (
	"fmt"
	"go/ast"
	"go/types"
	"sort"
)

// row is a whole argument list of a call of the target in the tests.
type row struct {
	name string
	args []entry
}

// source are the expressions an argument stands for: one, or one for each element of a table.
type source struct {
	table *ast.CompositeLit
	exprs []ast.Expr // nil entries stand for zero values
}

// rows finds what the tests call the targets with: directly, or through tables and their loops.
func (ts *tests) rows(targets map[string][]*callable) []row {
	var out []row
	for _, f := range ts.testFiles() {
		defs := ts.definitions(f)
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fn := ts.callee(call)
			if fn == nil {
				return true
			}
			for _, target := range targets[funcName(fn)] {
				if rows := ts.callRows(call, target, defs); len(rows) > 0 {
					out = append(out, rows...)
					break
				}
			}
			return true
		})
	}
	return out
}

func (ts *tests) callee(call *ast.CallExpr) *types.Func {
	fun := unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	var id *ast.Ident
	switch x := fun.(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	f, _ := ts.Info.Uses[id].(*types.Func)
	return f
}

func (ts *tests) callRows(call *ast.CallExpr, target *callable, defs map[types.Object]source) []row {
	params := target.params()
	sig := target.sig
	if sig.Variadic() && !call.Ellipsis.IsValid() || len(call.Args) != len(params) {
		return nil
	}
	sources := make([]source, len(call.Args))
	length := 1
	var table *ast.CompositeLit
	for i, a := range call.Args {
		s := ts.sourceOf(a, defs)
		if !ts.fits(a, params[i]) || len(s.exprs) == 0 || s.table != nil && table != nil && s.table != table {
			return nil
		}
		if s.table != nil {
			table, length = s.table, len(s.exprs)
		}
		sources[i] = s
	}
	var out []row
	for k := 0; k < length && k < 40; k++ {
		r := row{name: target.expr}
		for i, s := range sources {
			e := s.exprs[0]
			if s.table != nil {
				e = s.exprs[k]
			}
			one := entry{t: params[i], code: "*new(T)"}
			if e != nil {
				one.code, one.imports = ts.typedCode(e, params[i])
			}
			r.args = append(r.args, one)
		}
		out = append(out, r)
	}
	return out
}

// fits says whether an argument could be given for a parameter. The two were checked apart, so that
// the package's own types are compared by spelling.
func (ts *tests) fits(a ast.Expr, param types.Type) bool {
	t := ts.Info.TypeOf(a)
	if t == nil {
		return false
	}
	return isUntyped(t) || types.IsInterface(param) || types.AssignableTo(t, param) ||
		types.TypeString(t, nil) == types.TypeString(param, nil) || types.TypeString(t, nil) == types.TypeString(param.Underlying(), nil)
}

func isUntyped(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsUntyped != 0
}

// instances gives the type arguments with which tests call a generic target; those that name the
// package's own types are left out.
func (ts *tests) instances(name string) [][]types.Type {
	var out [][]types.Type
	for id, inst := range ts.Info.Instances {
		f, ok := ts.Info.Uses[id].(*types.Func)
		if !ok || funcName(f) != name || !ts.isTest[ts.Path(id.Pos())] {
			continue
		}
		var args []types.Type
		plain := true
		for i := 0; i < inst.TypeArgs.Len(); i++ {
			t := inst.TypeArgs.At(i)
			visit(t, func(t types.Type) bool {
				n, isNamed := t.(*types.Named)
				plain = plain && !(isNamed && n.Obj().Pkg() != nil)
				return plain
			})
			args = append(args, t)
		}
		if plain && !same(args, out) {
			out = append(out, args)
		}
	}
	sort.Slice(out, func(i, j int) bool { return fmt.Sprint(out[i]) < fmt.Sprint(out[j]) })
	return out
}

func (ts *tests) sourceOf(e ast.Expr, defs map[types.Object]source) source {
	e = unparen(e)
	if ts.closed(e) {
		return source{nil, []ast.Expr{e}}
	}
	switch x := e.(type) {
	case *ast.Ident:
		s := defs[ts.Info.Uses[x]]
		for _, e := range s.exprs {
			if e != nil && !ts.closed(e) {
				return source{}
			}
		}
		return s
	case *ast.SelectorExpr:
		id, ok := x.X.(*ast.Ident)
		if !ok {
			return source{}
		}
		whole := defs[ts.Info.Uses[id]]
		out := source{table: whole.table}
		for _, e := range whole.exprs {
			field, ok := ts.field(e, x.Sel)
			if !ok || field != nil && !ts.closed(field) {
				return source{}
			}
			out.exprs = append(out.exprs, field)
		}
		return out
	}
	return source{}
}

// field of a struct literal; nil when it is left out.
func (ts *tests) field(e ast.Expr, name *ast.Ident) (ast.Expr, bool) {
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = u.X
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	t := ts.Info.TypeOf(lit)
	if t == nil {
		return nil, false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil, false
	}
	for i, el := range lit.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == name.Name {
				return kv.Value, true
			}
			continue
		}
		if i < st.NumFields() && st.Field(i).Name() == name.Name {
			return el, true
		}
	}
	return nil, true
}

// definitions maps variables to what they stand for: an expression, or the elements of a table.
func (ts *tests) definitions(f *ast.File) map[types.Object]source {
	defs := map[types.Object]source{}
	assigned := map[types.Object]int{}
	def := func(e ast.Expr, s source) {
		if id, ok := e.(*ast.Ident); ok && len(s.exprs) > 0 {
			if o := ts.Info.Defs[id]; o != nil {
				defs[o] = s
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.AssignStmt:
			for i, l := range x.Lhs {
				if id, ok := l.(*ast.Ident); ok && ts.Info.Uses[id] != nil {
					assigned[ts.Info.Uses[id]]++
				}
				if len(x.Lhs) == len(x.Rhs) {
					def(l, ts.alias(x.Rhs[i], defs))
				}
			}
		case *ast.ValueSpec:
			for i, name := range x.Names {
				if len(x.Names) == len(x.Values) {
					def(name, source{nil, []ast.Expr{x.Values[i]}})
				}
			}
		case *ast.RangeStmt:
			keys, values, lit := ts.table(x.X, defs)
			if lit != nil {
				if x.Key != nil && keys != nil {
					def(x.Key, source{lit, keys})
				}
				if x.Value != nil {
					def(x.Value, source{lit, values})
				}
			}
		}
		return true
	})
	for o := range assigned {
		delete(defs, o)
	}
	return defs
}

// alias follows `tt := tt`.
func (ts *tests) alias(e ast.Expr, defs map[types.Object]source) source {
	if id, ok := e.(*ast.Ident); ok {
		if s, ok := defs[ts.Info.Uses[id]]; ok {
			return s
		}
	}
	return source{nil, []ast.Expr{e}}
}

func (ts *tests) table(e ast.Expr, defs map[types.Object]source) (keys, values []ast.Expr, lit *ast.CompositeLit) {
	if id, ok := e.(*ast.Ident); ok {
		if s := defs[ts.Info.Uses[id]]; s.table == nil && len(s.exprs) == 1 {
			e = s.exprs[0]
		}
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok || len(lit.Elts) == 0 {
		return nil, nil, nil
	}
	t := ts.Info.TypeOf(lit)
	if t == nil {
		return nil, nil, nil
	}
	_, isMap := t.Underlying().(*types.Map)
	for _, el := range lit.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if isMap {
				keys = append(keys, kv.Key)
			}
			values = append(values, kv.Value)
			continue
		}
		values = append(values, el)
	}
	return keys, values, lit
}

func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}
