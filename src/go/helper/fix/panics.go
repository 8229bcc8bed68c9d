package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"stubwright/helper/load"
)

// panics reads a panic's kind and line; it knows nothing of what a test wanted.
func (c *ctx) panics(p Panic) {
	switch {
	case strings.Contains(p.Message, "slice bounds out of range"):
		c.clamp(p.Line)
	case strings.Contains(p.Message, "index out of range"):
		c.indexed(p.Line)
	case strings.Contains(p.Message, "assignment to entry in nil map"):
		c.nilMap(p.Line)
	case strings.Contains(p.Message, "integer divide by zero"):
		c.divisor(p.Line)
	case strings.Contains(p.Message, "nil pointer dereference"):
		c.nilPointer(p.Line)
	}
}

// onLine visits nodes that begin on a line.
func (c *ctx) onLine(line int, f func(ast.Node)) {
	ast.Inspect(c.file, func(n ast.Node) bool {
		if n != nil && c.Fset.PositionFor(n.Pos(), false).Line == line {
			f(n)
		}
		return true
	})
}

func (c *ctx) clamp(line int) {
	c.onLine(line, func(n ast.Node) {
		s, ok := n.(*ast.SliceExpr)
		if !ok {
			return
		}
		length := "len(" + c.Source(s.X) + ")"
		if s.High != nil {
			c.add("slice bound clamped", c.Replace(s.High, "min("+c.Source(s.High)+", "+length+")"))
			if strings.Contains(c.Source(s.High), "-") {
				c.add("slice bound clamped", c.Replace(s.High, "max("+c.Source(s.High)+", 0)"))
			}
		}
		if s.Low != nil {
			c.add("slice bound clamped", c.Replace(s.Low, "min("+c.Source(s.Low)+", "+length+")"))
			if s.High != nil {
				c.add("slice bound clamped",
					c.Replace(s.Low, "min("+c.Source(s.Low)+", "+length+")"), c.Replace(s.High, "min("+c.Source(s.High)+", "+length+")"))
			}
			c.add("slice bound clamped", c.Replace(s.Low, "max("+c.Source(s.Low)+", 0)"))
		}
	})
}

func (c *ctx) indexed(line int) {
	c.onLine(line, func(n ast.Node) {
		x, ok := n.(*ast.IndexExpr)
		if !ok {
			return
		}
		if t := c.Info.TypeOf(x.X); t == nil || !isString(t) && elem(t) == nil {
			return
		}
		c.guardEmpty(x)
		c.loopBound(x)
		c.checkedFirst(x)
	})
}

// guardEmpty returns the zero value for an empty parameter, or one that is too short for a constant index.
func (c *ctx) guardEmpty(x *ast.IndexExpr) {
	id, ok := x.X.(*ast.Ident)
	fd := c.function(x)
	if !ok || fd == nil || len(fd.Body.List) == 0 {
		return
	}
	o := c.Info.Uses[id]
	if o == nil || o.Pos() > fd.Body.Pos() {
		return
	}
	condition := "len(" + id.Name + ") == 0"
	if lit, ok := x.Index.(*ast.BasicLit); ok && lit.Value != "0" {
		condition = "len(" + id.Name + ") <= " + lit.Value
	}
	want, named := c.results(fd.Body)
	back := "return " + c.zeros(want)
	if named || len(want) == 0 {
		back = "return"
	}
	c.add("guard for nothing there", c.insert(fd.Body.List[0].Pos(), "if "+condition+" {\n"+back+"\n}\n"))
}

// loopBound: i <= len(x) runs one too far; i+1 wants the bound one less.
func (c *ctx) loopBound(x *ast.IndexExpr) {
	for n := c.parent[x]; n != nil; n = c.parent[n] {
		loop, ok := n.(*ast.ForStmt)
		if !ok {
			continue
		}
		b, ok := loop.Cond.(*ast.BinaryExpr)
		if !ok || !strings.Contains(c.Source(b.Y), "len(") {
			continue
		}
		switch b.Op {
		case token.LEQ:
			c.add("loop bound", load.Edit{Start: c.Offset(b.OpPos), End: c.Offset(b.OpPos) + 2, Text: "<"})
		case token.LSS:
			if strings.Contains(c.Source(x.Index), "+") {
				c.add("loop bound", c.insert(b.Y.End(), "-1"))
			}
		}
	}
}

// checkedFirst puts the bound before a condition that indexes: i < len(x) && x[i] == y.
func (c *ctx) checkedFirst(x *ast.IndexExpr) {
	for n := ast.Node(x); n != nil; n = c.parent[n] {
		var cond ast.Expr
		switch s := c.parent[n].(type) {
		case *ast.ForStmt:
			cond = s.Cond
		case *ast.IfStmt:
			cond = s.Cond
		case ast.Stmt:
			return
		}
		if cond != nil && ast.Node(cond) == n {
			index := c.Source(x.Index)
			check := index + " < len(" + c.Source(x.X) + ")"
			if strings.Contains(index, "-") {
				check = index + " >= 0 && " + check
			}
			text := c.Source(cond)
			if b, ok := cond.(*ast.BinaryExpr); ok && b.Op == token.LOR {
				text = "(" + text + ")"
			}
			c.add("bound checked first", c.Replace(cond, check+" && "+text))
			c.add("bound checked first", c.Replace(cond, index+" >= len("+c.Source(x.X)+") || "+c.Source(cond)))
			return
		}
	}
}

func (c *ctx) nilMap(line int) {
	c.onLine(line, func(n ast.Node) {
		x, ok := n.(*ast.IndexExpr)
		if !ok {
			return
		}
		t := c.Info.TypeOf(x.X)
		if t == nil {
			return
		}
		if _, ok := t.Underlying().(*types.Map); !ok {
			return
		}
		if s := c.statement(x); s != nil {
			m := c.Source(x.X)
			c.add("nil map made", c.insert(s.Pos(), "if "+m+" == nil {\n"+m+" = make("+c.typeName(t)+")\n}\n"))
		}
	})
}

func (c *ctx) divisor(line int) {
	c.onLine(line, func(n ast.Node) {
		b, ok := n.(*ast.BinaryExpr)
		if !ok || b.Op != token.QUO && b.Op != token.REM {
			return
		}
		s := c.statement(b)
		if s == nil || len(c.out) > 4 {
			return
		}
		want, named := c.results(b)
		back := "return " + c.zeros(want)
		if named || len(want) == 0 {
			back = "return"
		}
		c.add("guard for zero", c.insert(s.Pos(), "if "+c.Source(b.Y)+" == 0 {\n"+back+"\n}\n"))
	})
}

// nilPointer guards a pointer parameter, or the receiver, that the line follows.
func (c *ctx) nilPointer(line int) {
	c.onLine(line, func(n ast.Node) {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok || c.Info.TypeOf(id) == nil {
			return
		}
		if _, ok := c.Info.TypeOf(id).Underlying().(*types.Pointer); !ok {
			return
		}
		fd := c.function(id)
		o := c.Info.Uses[id]
		if fd == nil || o == nil || o.Pos() > fd.Body.Pos() || len(fd.Body.List) == 0 {
			return
		}
		want, named := c.results(fd.Body)
		back := "return " + c.zeros(want)
		if named || len(want) == 0 {
			back = "return"
		}
		c.add("guard for nil", c.insert(fd.Body.List[0].Pos(), "if "+id.Name+" == nil {\n"+back+"\n}\n"))
	})
}
