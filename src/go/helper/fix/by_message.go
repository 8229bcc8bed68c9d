package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"stubwright/helper/load"
)

var (
	unused     = regexp.MustCompile(`^declared and not used: (\w+)$|^(\w+) declared and not used$`)
	undefined1 = regexp.MustCompile(`^undefined: (\w+)$`)
	undefined2 = regexp.MustCompile(`^undefined: (\w+)\.(\w+)$`)
	noMember   = regexp.MustCompile(`undefined \(type .* has no (?:field or method|method|field) (\w+)`)
)

// one adds alternatives for one error. The first case that matches wins, so a new message goes above the broad ones;
// drafts_test.go has a row for each fixer.
func (c *ctx) one(e load.Error) {
	msg := e.Msg
	switch {
	case unused.MatchString(msg):
		m := unused.FindStringSubmatch(msg)
		c.unusedVariable(e.Pos, m[1]+m[2])
	case strings.Contains(msg, "imported and not used"):
		c.unusedImport(e.Pos)
	case strings.HasPrefix(msg, "could not import"):
		c.unusedImport(e.Pos)
	case undefined2.MatchString(msg):
		m := undefined2.FindStringSubmatch(msg)
		c.undefinedSymbol(e.Pos, m[1], m[2])
	case undefined1.MatchString(msg):
		c.undefinedName(e.Pos, undefined1.FindStringSubmatch(msg)[1])
	case noMember.MatchString(msg):
		c.undefinedMember(e.Pos, noMember.FindStringSubmatch(msg)[1])
	case strings.Contains(msg, "no new variables on left side of :="):
		if as, ok := c.upTo(c.at(e.Pos), isAssign).(*ast.AssignStmt); ok {
			c.add("assigned, not declared", load.Edit{Start: c.Offset(as.TokPos), End: c.Offset(as.TokPos) + 2, Text: "="})
		}
	case strings.Contains(msg, "redeclared in this block"):
		c.redeclared(e.Pos)
	case strings.HasPrefix(msg, "not enough return values"), strings.HasPrefix(msg, "too many return values"):
		c.returnCount(e.Pos)
	case strings.HasPrefix(msg, "missing return"):
		c.missingReturn(e.Pos)
	case strings.HasPrefix(msg, "assignment mismatch"):
		c.assignmentCount(e.Pos)
	case strings.HasPrefix(msg, "not enough arguments in call"), strings.HasPrefix(msg, "too many arguments in call"):
		c.argumentCount(e.Pos)
	case strings.HasPrefix(msg, "multiple-value"), strings.Contains(msg, "in single-value context"):
		c.multipleValue(e)
	case strings.HasPrefix(msg, "cannot assign to"):
		c.unassignable(e)
	case strings.Contains(msg, "is not an expression"), strings.Contains(msg, "invalid composite literal type"):
		c.zeroOfType(e.Pos)
	case strings.Contains(msg, "(no value) used as value"):
		c.noValue(e.Pos)
	case strings.HasSuffix(msg, "is not used"), strings.Contains(msg, "not used"):
		c.resultUnused(e.Pos)
	case strings.HasPrefix(msg, "conversion from"):
		c.stringOfNumber(e.Pos)
	case strings.HasPrefix(msg, "cannot convert"):
		c.impossibleConversion(e)
	case strings.HasPrefix(msg, "cannot range over"):
		c.rangeOver(e.Pos)
	case strings.Contains(msg, "mismatched types"), strings.Contains(msg, "cannot compare"), strings.Contains(msg, "incomparable"):
		c.mismatch(e)
	case strings.HasSuffix(msg, "for built-in len"):
		c.lenMethod(e.Pos)
	case strings.Contains(msg, "must be a slice"):
		c.appendToText(e.Pos)
	case strings.HasPrefix(msg, "cannot use _ as value"):
		c.blankValue(e.Pos)
	case strings.HasPrefix(msg, "cannot use"), strings.HasPrefix(msg, "non-boolean condition"),
		strings.HasPrefix(msg, "invalid argument"), strings.HasPrefix(msg, "invalid operation: operator !"):
		c.convertMisfit(e)
	}
}

func isRange(n ast.Node) bool { _, ok := n.(*ast.RangeStmt); return ok }

func isAssign(n ast.Node) bool { _, ok := n.(*ast.AssignStmt); return ok }

func (c *ctx) unusedVariable(pos token.Pos, name string) {
	id, ok := c.at(pos).(*ast.Ident)
	if !ok {
		return
	}
	blank := c.Replace(id, "_")
	switch p := c.parent[id].(type) {
	case *ast.RangeStmt:
		switch {
		case p.Value == nil:
			c.add("unused variable", load.Edit{Start: c.Offset(p.Key.Pos()), End: c.Offset(p.Range)})
		case p.Value == ast.Expr(id):
			c.add("unused variable", load.Edit{Start: c.Offset(p.Key.End()), End: c.Offset(id.End())})
		default:
			c.add("unused variable", blank)
		}
	case *ast.AssignStmt:
		if c.assigned(id) {
			break
		}
		others := 0
		for _, l := range p.Lhs {
			if li, ok := l.(*ast.Ident); ok && li != id && li.Name != "_" && c.Info.Defs[li] != nil {
				others++
			}
		}
		_, inBlock := c.parent[p].(*ast.BlockStmt)
		switch {
		case others > 0:
			c.add("unused variable", blank)
		case inBlock && len(p.Lhs) == 1 && pure(p.Rhs[0]):
			c.add("unused variable", c.Replace(p, ""))
		default:
			c.add("unused variable", blank, load.Edit{Start: c.Offset(p.TokPos), End: c.Offset(p.TokPos) + 2, Text: "="})
		}
		return
	}
	if s := c.statement(id); s != nil && (!isRange(c.parent[id]) || c.assigned(id)) {
		c.add("unused variable", c.insert(s.End(), "\n_ = "+name))
	}
}

// assigned says whether a variable is named again: it then cannot go.
func (c *ctx) assigned(id *ast.Ident) bool {
	o := c.Info.Defs[id]
	for use, other := range c.Info.Uses {
		if other == o && o != nil && use != id {
			return true
		}
	}
	return false
}

// pure expressions can go without anything being missed.
func pure(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			id, named := x.Fun.(*ast.Ident)
			ok = ok && named && (id.Name == "len" || id.Name == "make" || id.Name == "cap")
		case *ast.UnaryExpr:
			ok = ok && x.Op != token.ARROW
		}
		return ok
	})
	return ok
}

func (c *ctx) unusedImport(pos token.Pos) {
	spec, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.ImportSpec); return ok }).(*ast.ImportSpec)
	if !ok {
		return
	}
	var n ast.Node = spec
	if gd, ok := c.parent[spec].(*ast.GenDecl); ok && !gd.Lparen.IsValid() {
		n = gd
	}
	c.add("import left out", c.Replace(n, ""))
}

func (c *ctx) redeclared(pos token.Pos) {
	if as, ok := c.upTo(c.at(pos), isAssign).(*ast.AssignStmt); ok && as.Tok == token.DEFINE {
		c.add("assigned, not declared", load.Edit{Start: c.Offset(as.TokPos), End: c.Offset(as.TokPos) + 2, Text: "="})
		return
	}
	if spec, ok := c.parent[c.at(pos)].(*ast.ValueSpec); ok && len(spec.Names) == 1 {
		if s := c.statement(spec); s != nil {
			if len(spec.Values) == 1 {
				c.add("assigned, not declared", c.Replace(s, spec.Names[0].Name+" = "+c.Source(spec.Values[0])))
			} else {
				c.add("assigned, not declared", c.Replace(s, ""))
			}
		}
	}
}

// zeroOfType: `return T` and `T{}` of a type parameter mean its zero value.
func (c *ctx) zeroOfType(pos token.Pos) {
	for n := c.at(pos); n != nil; n = c.parent[n] {
		if lit, ok := c.parent[n].(*ast.CompositeLit); ok && lit.Type == n {
			continue
		}
		if lit, ok := n.(*ast.CompositeLit); ok && lit.Type != nil {
			if text := c.textIn(lit); text != "" && isError(c.Info.TypeOf(lit.Type)) {
				c.addWith("error of a text", []string{"errors"}, c.Replace(lit, "errors.New("+text+")"))
				return
			}
			c.add("zero value", c.Replace(lit, "*new("+c.Source(lit.Type)+")"))
			return
		}
		if x, ok := n.(ast.Expr); ok && c.Info.Types[x].IsType() {
			c.add("zero value", c.Replace(x, c.zero(c.Info.TypeOf(x))))
			return
		}
	}
}

// blankValue: `return _, false` means the zero value of that result.
func (c *ctx) blankValue(pos token.Pos) {
	blank, ok := c.at(pos).(*ast.Ident)
	if !ok {
		return
	}
	r, ok := c.parent[blank].(*ast.ReturnStmt)
	if !ok {
		return
	}
	want, _ := c.results(r)
	if len(want) != len(r.Results) {
		return
	}
	for i, result := range r.Results {
		if result == ast.Expr(blank) {
			c.add("zero value", c.Replace(blank, c.zero(want[i])))
		}
	}
}

// textIn is the first text among a literal's elements.
func (c *ctx) textIn(lit *ast.CompositeLit) string {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if b, ok := e.(*ast.BasicLit); ok && b.Kind == token.STRING {
			return b.Value
		}
	}
	return ""
}

// noValue: `return sort.Ints(x)` and `x = sort.Ints(x)` mean the argument that was changed.
func (c *ctx) noValue(pos token.Pos) {
	call, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.CallExpr); return ok }).(*ast.CallExpr)
	if !ok {
		return
	}
	for {
		outer, ok := c.parent[call].(*ast.CallExpr)
		if !ok || outer.Fun != ast.Expr(call) {
			break
		}
		call = outer
	}
	s := c.statement(call)
	if s == nil || len(call.Args) == 0 {
		return
	}
	if as, ok := s.(*ast.AssignStmt); ok && len(as.Lhs) == 1 && c.Source(as.Lhs[0]) == c.Source(call.Args[0]) {
		c.add("call without a value", c.Replace(as, c.Source(call)))
		return
	}
	c.add("call without a value", c.insert(s.Pos(), c.Source(call)+"\n"), c.Replace(call, c.Source(call.Args[0])))
}

// resultUnused: `append(s, x)` alone means s = append(s, x), a value at the end of a function its result.
func (c *ctx) resultUnused(pos token.Pos) {
	es, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.ExprStmt); return ok }).(*ast.ExprStmt)
	if !ok {
		return
	}
	results, _ := c.results(es)
	t := c.Info.TypeOf(es.X)
	if block, ok := c.parent[es].(*ast.BlockStmt); ok && len(results) == 1 && t != nil && types.AssignableTo(t, results[0]) && block.List[len(block.List)-1] == ast.Stmt(es) {
		c.add("value returned", c.insert(es.Pos(), "return "))
	}
	switch x := es.X.(type) {
	case *ast.CallExpr:
		if len(x.Args) > 0 {
			if first := c.Info.TypeOf(x.Args[0]); first != nil && t != nil && types.Identical(first, t) {
				c.add("result kept", c.insert(es.Pos(), c.Source(x.Args[0])+" = "))
			}
		}
	case *ast.BinaryExpr:
		if x.Op == token.EQL {
			c.add("result kept", load.Edit{Start: c.Offset(x.OpPos), End: c.Offset(x.OpPos) + 2, Text: "="})
		}
	}
}

func (c *ctx) stringOfNumber(pos token.Pos) {
	call, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.CallExpr); return ok }).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return
	}
	if isKind(c.Info.TypeOf(call.Args[0]), types.Int) {
		c.addWith("number to text", []string{"strconv"}, c.Replace(call.Fun, "strconv.Itoa"))
	} else {
		c.addWith("number to text", []string{"fmt"}, c.Replace(call.Fun, "fmt.Sprint"))
	}
	c.add("string of a rune", c.wrap(call.Args[0], "rune(", ")")...)
}

// rangeOver a number, for a module whose Go does not know it yet.
func (c *ctx) rangeOver(pos token.Pos) {
	r, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.RangeStmt); return ok }).(*ast.RangeStmt)
	if !ok || !isInteger(c.Info.TypeOf(r.X)) || r.Value != nil {
		return
	}
	name := "i"
	if r.Key != nil {
		name = c.Source(r.Key)
	}
	head := name + " := 0; " + name + " < " + c.Source(r.X) + "; " + name + "++ "
	c.add("loop over a number", load.Edit{Start: c.Offset(r.For) + len("for "), End: c.Offset(r.Body.Pos()), Text: head})
}

// lenMethod: what is no list may have a Len of its own.
func (c *ctx) lenMethod(pos token.Pos) {
	call, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.CallExpr); return ok }).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || c.Info.TypeOf(call.Args[0]) == nil {
		return
	}
	for _, m := range c.members(c.Info.TypeOf(call.Args[0])) {
		if m == "Len" {
			c.add("len of it", c.Replace(call, c.Source(call.Args[0])+".Len()"))
		}
	}
}

// appendToText: text grows by +=.
func (c *ctx) appendToText(pos token.Pos) {
	call, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.CallExpr); return ok }).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 || !isString(c.Info.TypeOf(call.Args[0])) {
		return
	}
	part := c.Source(call.Args[1])
	if !isString(c.Info.TypeOf(call.Args[1])) {
		part = "string(" + part + ")"
	}
	c.add("text grows by +", c.Replace(call, c.Source(call.Args[0])+" + "+part))
}
