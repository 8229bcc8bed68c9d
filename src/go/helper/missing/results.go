package missing

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"stubwright/helper/load"
)

// results are read from how the calls are used; the use that says most counts.
func (w *writer) results(calls []call) []string {
	var best []types.Type
	for _, c := range calls {
		if found := use(c); len(found) > len(best) || len(found) == len(best) && known(found) > known(best) {
			best = found
		}
	}
	var out []string
	for _, t := range best {
		out = append(out, w.text(t))
	}
	return out
}

func known(list []types.Type) int {
	n := 0
	for _, t := range list {
		if t != nil {
			n++
			if b, ok := t.(*types.Basic); !ok || b.Info()&types.IsUntyped == 0 {
				n++
			}
		}
	}
	return n
}

// use gives the types of the results that one call needs; an entry is nil where it cannot be told.
func use(c call) []types.Type {
	if len(c.path) == 0 {
		return nil
	}
	switch parent := c.path[len(c.path)-1].(type) {
	case *ast.ExprStmt, *ast.GoStmt, *ast.DeferStmt:
		return nil
	case *ast.AssignStmt:
		if len(parent.Rhs) == 1 {
			return assigned(c, parent.Lhs)
		}
		for i, r := range parent.Rhs {
			if r == c.expr && i < len(parent.Lhs) {
				return assigned(c, parent.Lhs[i:i+1])
			}
		}
	case *ast.ValueSpec:
		if parent.Type != nil {
			return []types.Type{c.pkg.Info.TypeOf(parent.Type)}
		}
		var left []ast.Expr
		for _, n := range parent.Names {
			left = append(left, n)
		}
		return assigned(c, left)
	}
	return []types.Type{wanted(c.pkg, c.expr, c.path)}
}

func assigned(c call, left []ast.Expr) []types.Type {
	var out []types.Type
	for i, l := range left {
		out = append(out, variable(c, l, i == len(left)-1 && len(left) > 1))
	}
	return out
}

// variable reads from its later uses what a variable has to be.
func variable(c call, left ast.Expr, last bool) types.Type {
	id, ok := left.(*ast.Ident)
	if !ok {
		return c.pkg.Info.TypeOf(left)
	}
	if t := objectType(c.pkg, id); t != nil {
		return t
	}
	if strings.HasPrefix(strings.ToLower(id.Name), "err") {
		return types.Universe.Lookup("error").Type()
	}
	if id.Name == "ok" || id.Name == "found" {
		return types.Typ[types.Bool]
	}
	object := c.pkg.Info.Defs[id]
	var found types.Type
	for _, root := range c.path {
		if _, ok := root.(*ast.FuncDecl); !ok {
			continue
		}
		walk(root, nil, func(n ast.Node, path []ast.Node) {
			x, ok := n.(*ast.Ident)
			if !ok || x.Name != id.Name || x == id || object != nil && c.pkg.Info.Uses[x] != object {
				return
			}
			if t := wanted(c.pkg, x, path); better(t, found) {
				found = t
			}
		})
	}
	if found == nil && last && id.Name == "_" {
		return types.Universe.Lookup("error").Type()
	}
	return found
}

func objectType(p *load.Package, id *ast.Ident) types.Type {
	o := p.Info.ObjectOf(id)
	if o == nil || o.Type() == nil || o.Type() == types.Typ[types.Invalid] {
		return nil
	}
	return o.Type()
}

// wanted is the type that an expression must have where it stands; nil where anything would do.
func wanted(p *load.Package, e ast.Expr, path []ast.Node) types.Type {
	if len(path) == 0 {
		return nil
	}
	switch parent := path[len(path)-1].(type) {
	case *ast.ParenExpr:
		return wanted(p, parent, path[:len(path)-1])
	case *ast.BinaryExpr:
		return operand(p, e, parent)
	case *ast.UnaryExpr:
		if parent.Op == token.NOT {
			return types.Typ[types.Bool]
		}
	case *ast.IfStmt:
		if parent.Cond == e {
			return types.Typ[types.Bool]
		}
	case *ast.AssignStmt:
		for i, r := range parent.Rhs {
			if r == e && len(parent.Lhs) == len(parent.Rhs) {
				return valid(p.Info.TypeOf(parent.Lhs[i]))
			}
		}
	case *ast.CallExpr:
		return argument(p, e, parent)
	case *ast.ReturnStmt, *ast.KeyValueExpr:
		return nil
	}
	return nil
}

func operand(p *load.Package, e ast.Expr, x *ast.BinaryExpr) types.Type {
	switch x.Op {
	case token.LAND, token.LOR:
		return types.Typ[types.Bool]
	case token.EQL, token.NEQ, token.LSS, token.GTR, token.LEQ, token.GEQ, token.ADD, token.SUB, token.MUL, token.QUO, token.REM:
		other := x.X
		if other == e {
			other = x.Y
		}
		t := valid(p.Info.TypeOf(other))
		if t == types.Typ[types.UntypedNil] {
			return nil
		}
		return t
	}
	return nil
}

// argument looks at what stands beside it: comparing functions take two of a kind.
func argument(p *load.Package, e ast.Expr, x *ast.CallExpr) types.Type {
	name := p.Source(x.Fun)
	short := name[strings.LastIndex(name, ".")+1:]
	switch short {
	case "DeepEqual", "Equal", "EqualFunc", "Diff", "NotEqual", "ElementsMatch", "InDelta":
		for _, a := range x.Args {
			if a == e {
				continue
			}
			t := valid(p.Info.TypeOf(a))
			if t == nil || t == types.Typ[types.UntypedNil] || strings.HasSuffix(t.String(), "testing.T") {
				continue
			}
			return t
		}
		return nil
	case "NoError", "Error", "ErrorIs", "ErrorContains":
		if name != "t.Error" {
			return types.Universe.Lookup("error").Type()
		}
	case "True", "False":
		return types.Typ[types.Bool]
	case "len":
		return nil
	}
	signature, ok := p.Info.TypeOf(x.Fun).(*types.Signature)
	if !ok {
		return nil
	}
	for i, a := range x.Args {
		if a != e || i >= signature.Params().Len() || signature.Variadic() && i == signature.Params().Len()-1 {
			continue
		}
		t := signature.Params().At(i).Type()
		if _, ok := t.Underlying().(*types.Interface); ok && !types.Identical(t, types.Universe.Lookup("error").Type()) {
			return nil
		}
		return t
	}
	return nil
}

func valid(t types.Type) types.Type {
	if t == types.Typ[types.Invalid] {
		return nil
	}
	return t
}
