package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"stubwright/helper/load"
)

func (c *ctx) returnStmt(pos token.Pos) *ast.ReturnStmt {
	r, _ := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.ReturnStmt); return ok }).(*ast.ReturnStmt)
	return r
}

// returnCount adds missing results, or drops surplus ones.
func (c *ctx) returnCount(pos token.Pos) {
	r := c.returnStmt(pos)
	if r == nil {
		return
	}
	want, _ := c.results(r)
	have := len(r.Results)
	switch {
	case have > len(want):
		if len(want) == 0 {
			c.add("results left out", c.Replace(r, "return"))
			return
		}
		// Of too many the fitting ones stay: first the leading, then the trailing.
		c.add("results left out", load.Edit{Start: c.Offset(r.Results[len(want)-1].End()), End: c.Offset(r.End())})
		c.add("results left out", load.Edit{Start: c.Offset(r.Results[0].Pos()), End: c.Offset(r.Results[have-len(want)].Pos())})
	case have == 0:
		c.add("results added", c.insert(r.End(), " "+c.zeros(want)))
	case have < len(want):
		lead := c.zeros(want[:len(want)-have]) + ", "
		if t := c.Info.TypeOf(r.Results[have-1]); isError(want[len(want)-1]) && t != nil && types.AssignableTo(t, want[len(want)-1]) {
			c.add("results added", c.insert(r.Results[0].Pos(), lead))
		}
		rest := want[have:]
		c.add("results added", c.insert(r.End(), ", "+c.zeros(rest)))
		if len(rest) == 1 && info(rest[0])&types.IsBoolean != 0 {
			c.add("results added", c.insert(r.End(), ", true"))
		}
	}
}

func (c *ctx) missingReturn(pos token.Pos) {
	var body *ast.BlockStmt
	// The message stands at the closing brace.
	ast.Inspect(c.file, func(n ast.Node) bool {
		switch f := n.(type) {
		case *ast.FuncDecl:
			if f.Body != nil && f.Body.Rbrace == pos {
				body = f.Body
			}
		case *ast.FuncLit:
			if f.Body.Rbrace == pos {
				body = f.Body
			}
		}
		return true
	})
	if body == nil {
		return
	}
	want, named := c.results(body)
	if named {
		c.add("final return", c.insert(body.Rbrace, "return\n"))
		return
	}
	// A variable that was made for the result comes before its zero value.
	if name := c.lastOf(body, want); name != "" {
		c.add("final return", c.insert(body.Rbrace, "return "+name+"\n"))
	}
	c.add("final return", c.insert(body.Rbrace, "return "+c.zeros(want)+"\n"))
}

// lastOf names the first variable of the body's own scope that fits a single result.
func (c *ctx) lastOf(body *ast.BlockStmt, want []types.Type) string {
	if len(want) != 1 {
		return ""
	}
	for _, s := range body.List {
		if as, ok := s.(*ast.AssignStmt); ok && as.Tok == token.DEFINE {
			for _, l := range as.Lhs {
				if t := c.Info.TypeOf(l); t != nil && types.AssignableTo(t, want[0]) {
					return c.Source(l)
				}
			}
		}
		if ds, ok := s.(*ast.DeclStmt); ok {
			if gd, ok := ds.Decl.(*ast.GenDecl); ok {
				for _, spec := range gd.Specs {
					if vs, ok := spec.(*ast.ValueSpec); ok && len(vs.Names) > 0 {
						if t := c.Info.TypeOf(vs.Names[0]); t != nil && types.AssignableTo(t, want[0]) {
							return vs.Names[0].Name
						}
					}
				}
			}
		}
	}
	return ""
}

// assignmentCount makes the left side as long as the right side's results.
func (c *ctx) assignmentCount(pos token.Pos) {
	as, ok := c.upTo(c.at(pos), isAssign).(*ast.AssignStmt)
	if !ok || len(as.Rhs) != 1 {
		return
	}
	tuple, isTuple := c.Info.TypeOf(as.Rhs[0]).(*types.Tuple)
	last := as.Lhs[len(as.Lhs)-1]
	switch {
	case isTuple && tuple.Len() > len(as.Lhs):
		missing := tuple.Len() - len(as.Lhs)
		if isError(tuple.At(tuple.Len()-1).Type()) && missing == 1 {
			if guard, fits := c.guard(as); fits && as.Tok == token.DEFINE {
				c.add("error unpacked", c.insert(last.End(), ", err"), c.insert(as.End(), "\n"+guard))
			}
		}
		c.add("error unpacked", c.insert(last.End(), strings.Repeat(", _", missing)))
	case !isTuple && len(as.Lhs) > 1:
		c.add("one result only", load.Edit{Start: c.Offset(as.Lhs[0].End()), End: c.Offset(last.End())})
	case isTuple && tuple.Len() < len(as.Lhs):
		if surplus := len(as.Lhs) - tuple.Len(); c.Source(as.Lhs[0]) == "_" {
			c.add("one result only", load.Edit{Start: c.Offset(as.Lhs[0].Pos()), End: c.Offset(as.Lhs[surplus].Pos())})
		}
		c.add("one result only", load.Edit{Start: c.Offset(as.Lhs[tuple.Len()-1].End()), End: c.Offset(last.End())})
	}
}

// guard hands an error on, where the function around returns one.
func (c *ctx) guard(n ast.Node) (string, bool) {
	want, _ := c.results(n)
	if len(want) == 0 || !isError(want[len(want)-1]) {
		return "", false
	}
	zeros := c.zeros(want[:len(want)-1])
	if zeros != "" {
		zeros += ", "
	}
	return "if err != nil {\nreturn " + zeros + "err\n}", true
}

func (c *ctx) multipleValue(e load.Error) {
	for n := c.at(e.Pos); n != nil; n = c.parent[n] {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		if tuple, ok := c.Info.TypeOf(call).(*types.Tuple); ok && tuple.Len() > 1 {
			c.unpack(call, tuple)
			return
		}
	}
}

// unpack takes a call with more results out of an expression and puts its first result there.
func (c *ctx) unpack(call *ast.CallExpr, tuple *types.Tuple) {
	if r, ok := c.parent[call].(*ast.ReturnStmt); ok && len(r.Results) == tuple.Len() && r.Results[0] == ast.Expr(call) {
		c.add("error unpacked", c.Replace(r, "return "+c.Source(call)))
	}
	s := c.statement(call)
	if s == nil {
		return
	}
	name := c.fresh("value")
	if r, ok := c.parent[call].(*ast.ReturnStmt); ok && len(r.Results) == 1 {
		want, _ := c.results(r)
		if guard, fits := c.guard(r); fits && len(want) == 2 && tuple.Len() == 2 && types.ConvertibleTo(tuple.At(0).Type(), want[0]) {
			c.add("error unpacked", c.Replace(r, name+", err := "+c.Source(call)+"\n"+guard+"\nreturn "+c.typeName(want[0])+"("+name+"), nil"))
		}
	}
	rest := strings.Repeat(", _", tuple.Len()-1)
	if isError(tuple.At(tuple.Len()-1).Type()) && tuple.Len() == 2 {
		if guard, fits := c.guard(call); fits {
			c.add("error unpacked", c.insert(s.Pos(), name+", err := "+c.Source(call)+"\n"+guard+"\n"), c.Replace(call, name))
		}
	}
	c.add("error unpacked", c.insert(s.Pos(), name+rest+" := "+c.Source(call)+"\n"), c.Replace(call, name))
}

// fresh is a name that the file does not use.
func (c *ctx) fresh(name string) string {
	for i := 0; ; i++ {
		try := name
		if i > 0 {
			try += strconv.Itoa(i)
		}
		used := false
		ast.Inspect(c.file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == try {
				used = true
			}
			return !used
		})
		if !used {
			return try
		}
	}
}

// unassignable: characters of a string, and fields of a map's structs.
func (c *ctx) unassignable(e load.Error) {
	as, ok := c.upTo(c.at(e.Pos), func(n ast.Node) bool {
		switch n.(type) {
		case *ast.AssignStmt, *ast.IncDecStmt:
			return true
		}
		return false
	}).(ast.Stmt)
	if !ok {
		return
	}
	var targets []ast.Expr
	switch s := as.(type) {
	case *ast.AssignStmt:
		targets = s.Lhs
	case *ast.IncDecStmt:
		targets = []ast.Expr{s.X}
	}
	for _, l := range targets {
		switch x := l.(type) {
		case *ast.IndexExpr:
			if id, ok := x.X.(*ast.Ident); ok && isString(c.Info.TypeOf(id)) {
				c.view(id, "[]rune")
				c.view(id, "[]byte")
				return
			}
		case *ast.SelectorExpr:
			if ix, ok := x.X.(*ast.IndexExpr); ok {
				name := c.fresh("entry")
				held := c.Source(ix)
				c.add("entry put back", c.insert(as.Pos(), name+" := "+held+"\n"), c.Replace(ix, name), c.insert(as.End(), "\n"+held+" = "+name))
				return
			}
		}
	}
}

// view works on the runes or bytes of a string variable: indexed, measured and sliced there, made a
// string again where it is used whole.
func (c *ctx) view(id *ast.Ident, kind string) {
	fd := c.function(id)
	o := c.Info.Uses[id]
	if fd == nil || o == nil {
		return
	}
	name := c.fresh(id.Name + map[string]string{"[]rune": "Runes", "[]byte": "Bytes"}[kind])
	var edits []load.Edit
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		use, ok := n.(*ast.Ident)
		if !ok || c.Info.Uses[use] != o {
			return true
		}
		switch p := c.parent[use].(type) {
		case *ast.IndexExpr:
			if p.X == ast.Expr(use) {
				edits = append(edits, c.Replace(use, name))
			}
		case *ast.SliceExpr:
			if p.X == ast.Expr(use) {
				edits = append(edits, c.insert(p.Pos(), "string("), c.Replace(use, name), c.insert(p.End(), ")"))
			}
		case *ast.CallExpr:
			if f, ok := p.Fun.(*ast.Ident); ok && f.Name == "len" {
				edits = append(edits, c.Replace(use, name))
			}
		case *ast.ReturnStmt:
			edits = append(edits, c.Replace(use, "string("+name+")"))
		}
		return true
	})
	made := name + " := " + kind + "(" + id.Name + ")\n"
	if fd.Body.Pos() <= o.Pos() && o.Pos() < fd.Body.End() {
		s := c.statement(c.at(o.Pos()))
		if s == nil {
			return
		}
		edits = append(edits, c.insert(s.End(), "\n"+strings.TrimSuffix(made, "\n")))
	} else {
		edits = append(edits, load.Edit{Start: c.Offset(fd.Body.Lbrace) + 1, End: c.Offset(fd.Body.Lbrace) + 1, Text: "\n" + made})
	}
	c.add("string as "+kind, edits...)
}
