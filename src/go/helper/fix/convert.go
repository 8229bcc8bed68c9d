package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"stubwright/helper/load"
)

type conversion struct {
	name  string
	edits []load.Edit
	// imports that the text needs.
	imports []string
}

// conversions are ways to make an expression of one type into another, likeliest first.
func (c *ctx) conversions(x ast.Expr, want types.Type) []conversion {
	have := c.typeOf(x)
	if have == nil || want == nil || have == types.Typ[types.Invalid] || want == types.Typ[types.Invalid] {
		return nil
	}
	var out []conversion
	put := func(name string, edits []load.Edit, imports ...string) {
		out = append(out, conversion{name, edits, imports})
	}
	call := func(fun string) []load.Edit { return c.wrap(x, fun+"(", ")") }
	value := c.Info.Types[x].Value
	want = types.Default(want)
	name := c.typeName(want)
	switch {
	case isKind(have, types.UntypedNil):
		put("zero value for nil", []load.Edit{c.Replace(x, c.zero(want))})
	case isString(have) && isKind(want, types.Rune, types.Byte) && value != nil && value.Kind() == constant.String:
		if s := constant.StringVal(value); oneRune(s) {
			put("rune literal", []load.Edit{c.Replace(x, strconv.QuoteRune([]rune(s)[0]))})
		}
	case isString(want) && isKind(have, types.Rune, types.Byte, types.UntypedRune):
		put("string of a rune", call(conversionName(name)))
	case isString(want) && isInteger(have):
		if isKind(have, types.Int, types.UntypedInt) {
			put("number to text", call("strconv.Itoa"), "strconv")
		} else {
			put("number to text", call("fmt.Sprint"), "fmt")
		}
		if _, ok := x.(*ast.CallExpr); !ok {
			put("string of a rune", c.wrap(x, "string(rune(", "))"))
		}
	case isString(want) && (isNumber(have) || info(have)&types.IsBoolean != 0):
		put("number to text", call("fmt.Sprint"), "fmt")
	case isString(want) && isString(elem(have)):
		put("strings joined", c.wrap(x, "strings.Join(", `, "")`), "strings")
		put("strings joined", c.wrap(x, "strings.Join(", `, " ")`), "strings")
	case isString(want) && isError(have):
		put("text of an error", []load.Edit{c.insert(x.End(), ".Error()")})
	case isError(want) && isString(have):
		put("error of a text", call("errors.New"), "errors")
	case isNumber(want) && info(have)&types.IsString != 0 && isKind(want, types.Byte, types.Rune):
		put("first of a string", c.wrap(x, name+"(", "[0])"))
	case info(want)&types.IsBoolean != 0 && isNumber(have):
		put("condition of a number", []load.Edit{c.insert(x.End(), " != 0")})
	case info(want)&types.IsBoolean != 0 && !types.Identical(have, want):
		put("condition of a value", []load.Edit{c.insert(x.End(), " != "+c.zero(have))})
	}
	out = append(out, c.pointerConversions(x, have, want)...)
	if len(out) == 0 && types.ConvertibleTo(have, want) && !types.AssignableTo(have, want) {
		put("conversion", call(conversionName(name)))
		if value == nil {
			out = append(out, c.aroundCall(x, have, want)...)
		}
	}
	return out
}

// typeOf is a type also where the checker gave up on a literal in an operation.
func (c *ctx) typeOf(x ast.Expr) types.Type {
	t := c.Info.TypeOf(x)
	lit, ok := x.(*ast.BasicLit)
	if !ok || t != nil && t != types.Typ[types.Invalid] {
		return t
	}
	switch lit.Kind {
	case token.STRING:
		return types.Typ[types.UntypedString]
	case token.INT:
		return types.Typ[types.UntypedInt]
	case token.FLOAT:
		return types.Typ[types.UntypedFloat]
	case token.CHAR:
		return types.Typ[types.UntypedRune]
	}
	return t
}

// conversionName puts parentheses around a type that needs them before it is called.
func conversionName(name string) string {
	if strings.HasPrefix(name, "*") || strings.HasPrefix(name, "func") || strings.HasPrefix(name, "<-") {
		return "(" + name + ")"
	}
	return name
}

func (c *ctx) pointerConversions(x ast.Expr, have, want types.Type) []conversion {
	if p, ok := want.Underlying().(*types.Pointer); ok && types.Identical(p.Elem(), have) {
		return []conversion{{"address taken", []load.Edit{c.insert(x.Pos(), "&")}, nil}}
	}
	if p, ok := have.Underlying().(*types.Pointer); ok && types.Identical(p.Elem(), want) {
		return []conversion{{"pointer followed", []load.Edit{c.insert(x.Pos(), "*")}, nil}}
	}
	if e := elem(want); e != nil && types.AssignableTo(have, e) {
		return []conversion{{"slice of one", c.wrap(x, c.typeName(want)+"{", "}"), nil}}
	}
	if types.IsInterface(have) && !types.IsInterface(want) && types.AssertableTo(have.Underlying().(*types.Interface), want) {
		return []conversion{{"type asserted", []load.Edit{c.insert(x.End(), ".("+c.typeName(want)+")")}, nil}}
	}
	return nil
}

// aroundCall converts an argument and the call's result back: int(math.Abs(float64(n))).
func (c *ctx) aroundCall(x ast.Expr, have, want types.Type) []conversion {
	call, ok := c.parent[x].(*ast.CallExpr)
	if !ok || !isNumber(have) {
		return nil
	}
	if t := c.Info.TypeOf(call); t == nil || !types.Identical(t, want) {
		return nil
	}
	var edits []load.Edit
	edits = append(edits, c.insert(call.Pos(), c.typeName(have)+"("))
	for _, a := range call.Args {
		if t := c.Info.TypeOf(a); t != nil && types.Identical(t, have) && c.Info.Types[a].Value == nil {
			edits = append(edits, c.wrap(a, c.typeName(want)+"(", ")")...)
		}
	}
	edits = append(edits, c.insert(call.End(), ")"))
	return []conversion{{"conversion there and back", edits, nil}}
}

// wanted is the type that the place of an expression asks for.
func (c *ctx) wanted(x ast.Expr) types.Type {
	switch p := c.parent[x].(type) {
	case *ast.ParenExpr:
		return c.wanted(p)
	case *ast.ReturnStmt:
		results, _ := c.results(p)
		for i, r := range p.Results {
			if r == x && i < len(results) {
				return results[i]
			}
		}
	case *ast.AssignStmt:
		for i, r := range p.Rhs {
			if r == x && i < len(p.Lhs) {
				return c.Info.TypeOf(p.Lhs[i])
			}
		}
	case *ast.ValueSpec:
		if p.Type != nil {
			return c.Info.TypeOf(p.Type)
		}
	case *ast.CallExpr:
		return c.parameter(p, x)
	case *ast.IndexExpr:
		if t := c.Info.TypeOf(p.X); t != nil && p.Index == x {
			if m, ok := t.Underlying().(*types.Map); ok {
				return m.Key()
			}
			return types.Typ[types.Int]
		}
	case *ast.SliceExpr:
		return types.Typ[types.Int]
	case *ast.KeyValueExpr:
		lit, _ := c.parent[p].(*ast.CompositeLit)
		return c.element(lit, p, p.Key == x)
	case *ast.CompositeLit:
		return c.element(p, x, false)
	case *ast.IfStmt, *ast.ForStmt:
		return types.Typ[types.Bool]
	case *ast.UnaryExpr:
		if p.Op.String() == "!" {
			return types.Typ[types.Bool]
		}
	}
	return nil
}

func (c *ctx) parameter(call *ast.CallExpr, x ast.Expr) types.Type {
	if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "append" && len(call.Args) > 1 && call.Args[0] != x {
		if call.Ellipsis.IsValid() {
			return c.Info.TypeOf(call.Args[0])
		}
		return elem(c.Info.TypeOf(call.Args[0]))
	}
	t := c.Info.TypeOf(call.Fun)
	if t == nil {
		return nil
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	for i, a := range call.Args {
		if a != x {
			continue
		}
		n := sig.Params().Len()
		if sig.Variadic() && i >= n-1 {
			last := sig.Params().At(n - 1).Type()
			if call.Ellipsis.IsValid() {
				return last
			}
			return elem(last)
		}
		if i < n {
			return sig.Params().At(i).Type()
		}
	}
	return nil
}

func (c *ctx) element(lit *ast.CompositeLit, x ast.Expr, key bool) types.Type {
	if lit == nil || c.Info.TypeOf(lit) == nil {
		return nil
	}
	t := c.Info.TypeOf(lit)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		if key {
			return u.Key()
		}
		return u.Elem()
	case *types.Struct:
		for i, el := range lit.Elts {
			if el != x || i >= u.NumFields() {
				continue
			}
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				for j := 0; j < u.NumFields(); j++ {
					if id, ok := kv.Key.(*ast.Ident); ok && u.Field(j).Name() == id.Name {
						return u.Field(j).Type()
					}
				}
				return nil
			}
			return u.Field(i).Type()
		}
	}
	return nil
}

// outermost is the largest expression that starts at the error and has a wanted type it does not fit.
func (c *ctx) misfit(e load.Error) (ast.Expr, types.Type) {
	var x ast.Expr
	var want types.Type
	for n := c.at(e.Pos); n != nil && n.Pos() == e.Pos; n = c.parent[n] {
		one, ok := n.(ast.Expr)
		if !ok {
			break
		}
		if w, have := c.wanted(one), c.Info.TypeOf(one); w != nil && have != nil && !types.AssignableTo(have, w) {
			x, want = one, w
		}
	}
	return x, want
}

func (c *ctx) convertMisfit(e load.Error) {
	x, want := c.misfit(e)
	if x == nil {
		return
	}
	if tuple, ok := c.Info.TypeOf(x).(*types.Tuple); ok {
		if call, ok := x.(*ast.CallExpr); ok {
			c.unpack(call, tuple)
		}
		return
	}
	for _, v := range c.conversions(x, want) {
		c.addWith(v.name, v.imports, v.edits...)
	}
	c.renameWriter(x, want)
	c.growsOf(x)
	if isString(c.Info.TypeOf(x)) && isNumber(want) && c.Info.Types[x].Value == nil {
		c.numberOf(x, x, want)
	}
	// The result of append to a slice of another element: the slice's own type is what is wrong.
	if lit, ok := x.(*ast.CompositeLit); ok && lit.Type != nil {
		c.add("literal of the wanted type", c.Replace(lit.Type, c.typeName(want)))
	}
	if as, ok := c.parent[x].(*ast.AssignStmt); ok {
		c.declaredAs(as, x)
	}
}

// renameWriter takes the sibling that fits the argument: WriteString for WriteRune, strings.ToUpper
// for unicode.ToUpper.
func (c *ctx) renameWriter(x ast.Expr, want types.Type) {
	call, ok := c.parent[x].(*ast.CallExpr)
	if !ok {
		return
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	have := c.Info.TypeOf(x)
	writers := map[string]types.Type{"WriteString": types.Typ[types.String], "WriteRune": types.Typ[types.Rune], "WriteByte": types.Typ[types.Byte]}
	if _, ok := writers[sel.Sel.Name]; ok {
		for _, name := range []string{"WriteString", "WriteRune", "WriteByte"} {
			if types.AssignableTo(have, writers[name]) {
				c.add("writer that fits", c.Replace(sel.Sel, name))
			}
		}
		return
	}
	if id, ok := sel.X.(*ast.Ident); ok && isString(have) && id.Name == "unicode" {
		if c.exported("strings", sel.Sel.Name) != "" {
			c.addWith("function of another package", []string{"strings"}, c.Replace(id, "strings"))
		}
	}
}

// growsOf declares a list with the type of what is appended to it.
func (c *ctx) growsOf(x ast.Expr) {
	call, ok := c.parent[x].(*ast.CallExpr)
	if !ok || len(call.Args) < 2 || call.Args[0] == x {
		return
	}
	fun, ok := call.Fun.(*ast.Ident)
	list, isName := call.Args[0].(*ast.Ident)
	have := c.typeOf(x)
	if !ok || !isName || fun.Name != "append" || isUntyped(have) || call.Ellipsis.IsValid() {
		return
	}
	v, ok := c.Info.Uses[list].(*types.Var)
	if !ok || v.IsField() {
		return
	}
	text := "[]" + c.typeName(have)
	switch p := c.parent[c.at(v.Pos())].(type) {
	case *ast.ValueSpec:
		if p.Type != nil {
			c.add("list of what is appended", c.Replace(p.Type, text))
		}
	case *ast.AssignStmt:
		for i, l := range p.Lhs {
			if l.Pos() != v.Pos() || len(p.Lhs) != len(p.Rhs) {
				continue
			}
			switch r := p.Rhs[i].(type) {
			case *ast.CompositeLit:
				if len(r.Elts) == 0 && r.Type != nil {
					c.add("list of what is appended", c.Replace(r.Type, text))
				}
			case *ast.CallExpr:
				if f, ok := r.Fun.(*ast.Ident); ok && f.Name == "make" {
					c.add("list of what is appended", c.Replace(r.Args[0], text))
				}
			}
		}
	}
}

// declaredAs offers to declare a variable with the type that is assigned to it later.
func (c *ctx) declaredAs(as *ast.AssignStmt, x ast.Expr) {
	if as.Tok.String() != "=" || len(as.Lhs) != 1 {
		return
	}
	id, ok := as.Lhs[0].(*ast.Ident)
	if !ok {
		return
	}
	v, ok := c.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return
	}
	spec, ok := c.parent[c.at(v.Pos())].(*ast.ValueSpec)
	if ok && spec.Type != nil && len(spec.Names) == 1 && len(spec.Values) == 0 {
		if t := c.Info.TypeOf(x); t != nil && !isUntyped(t) {
			c.add("variable of another type", c.Replace(spec.Type, c.typeName(t)))
		}
	}
}

// mismatch is a binary operation or an operation-assignment over two types.
func (c *ctx) mismatch(e load.Error) {
	for n := c.at(e.Pos); n != nil; n = c.parent[n] {
		var x, y ast.Expr
		switch b := n.(type) {
		case *ast.BinaryExpr:
			x, y = b.X, b.Y
		case *ast.AssignStmt:
			if len(b.Lhs) == 1 && len(b.Rhs) == 1 {
				x, y = b.Lhs[0], b.Rhs[0]
			}
		}
		if _, isStmt := n.(*ast.BlockStmt); isStmt {
			return
		}
		if x == nil || c.typeOf(x) == nil || c.typeOf(y) == nil {
			continue
		}
		tx, ty := c.typeOf(x), c.typeOf(y)
		if types.Identical(tx, ty) && !strings.Contains(e.Msg, "cannot use operator") && !strings.Contains(e.Msg, "incomparable") {
			continue
		}
		for _, v := range c.conversions(y, tx) {
			c.addWith(v.name, v.imports, v.edits...)
		}
		if isNumber(tx) && isString(ty) && c.Info.Types[y].Value == nil {
			c.numberOf(y, y, tx)
		}
		if b, ok := n.(*ast.BinaryExpr); ok {
			c.repeated(b)
			if isNumber(ty) && isString(tx) && c.Info.Types[x].Value == nil {
				c.numberOf(x, x, ty)
			}
			for _, v := range c.conversions(x, ty) {
				c.addWith(v.name, v.imports, v.edits...)
			}
			if op := b.Op.String(); op == "==" || op == "!=" {
				c.add("compared as any", append(c.wrap(x, "any(", ")"), c.wrap(y, "any(", ")")...)...)
			}
		}
		if _, ok := n.(*ast.AssignStmt); ok {
			return
		}
		if b := n.(*ast.BinaryExpr); b.OpPos == e.Pos || b.Pos() == e.Pos {
			return
		}
	}
}
