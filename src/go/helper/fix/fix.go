// Package fix turns compiler messages, and a panic's frame, into alternative edits. It decides
// nothing: the caller applies what makes the errors weigh less.
package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"unicode/utf8"

	"stubwright/helper/load"
)

// Request asks what could fix one text of the target's file.
type Request struct {
	load.Spec
	File string `json:"file"`
	Text string `json:"text"`
	// Panic is a panic's first frame in the file, when the text compiles.
	Panic *Panic `json:"panic"`
}

// Panic is where and why.
type Panic struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// Change replaces [Start, End), in UTF-16 code units.
type Change struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Alternative is one way to fix one finding.
type Alternative struct {
	Fixer   string   `json:"fixer"`
	Changes []Change `json:"changes"`
}

// Diagnosis is a text's errors and what might help.
type Diagnosis struct {
	Errors       []Error       `json:"errors"`
	Alternatives []Alternative `json:"alternatives"`
}

// Error is one error in the target's file.
type Error struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Class   string `json:"class"`
	// Weight as the caller adds it up.
	Weight int `json:"weight"`
}

// Check gives the errors of the target's file for one text of it.
func Check(l *load.Loader, spec load.Spec, file, text string) []Error {
	c := open(l, spec, file, text)
	return c.reported()
}

// Fix gives alternatives too; the first errors come first, and a finding's likeliest edit first.
func Fix(l *load.Loader, req Request) Diagnosis {
	c := open(l, req.Spec, req.File, req.Text)
	d := Diagnosis{Errors: c.reported(), Alternatives: []Alternative{}}
	if req.Panic != nil && len(d.Errors) == 0 {
		c.panics(*req.Panic)
	}
	seen := map[string]bool{}
	for _, e := range c.own {
		// Behind a syntax error the types are guesses.
		if e.Syntax {
			return d
		}
	}
	for _, e := range c.own {
		if len(c.out) < 60 {
			c.one(e)
		}
	}
	for _, f := range c.out {
		a := Alternative{Fixer: f.name}
		edits := c.withImports(f)
		key := ""
		for _, e := range edits {
			a.Changes = append(a.Changes, Change{utf16Offset(c.text, e.Start), utf16Offset(c.text, e.End), e.Text})
			key += strings.Join([]string{c.text[e.Start:e.End], e.Text}, "→") + string(rune(e.Start))
		}
		if len(edits) > 0 && !seen[key] {
			seen[key] = true
			d.Alternatives = append(d.Alternatives, a)
		}
	}
	return d
}

// utf16Offset turns an offset in bytes into one in UTF-16 code units.
func utf16Offset(text string, at int) int {
	n := 0
	for _, r := range text[:at] {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

type fixed struct {
	name    string
	edits   []load.Edit
	imports []string
}

type ctx struct {
	*load.Package
	loader *load.Loader
	spec   load.Spec
	file   *ast.File
	text   string
	parent map[ast.Node]ast.Node
	own    []load.Error
	out    []fixed
}

func open(l *load.Loader, spec load.Spec, file, text string) *ctx {
	p := l.Check(spec.With(file, text))
	c := &ctx{Package: p, loader: l, spec: spec, file: p.File(file), text: text, parent: map[ast.Node]ast.Node{}}
	for _, e := range p.Errors {
		if (!e.Pos.IsValid() || p.Path(e.Pos) == file) && !c.otherStub(e) {
			c.own = append(c.own, e)
		}
	}
	if c.file == nil {
		return c
	}
	var stack []ast.Node
	ast.Inspect(c.file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			c.parent[n] = stack[len(stack)-1]
		}
		stack = append(stack, n)
		return true
	})
	if len(c.own) == 0 {
		c.vetted()
	}
	return c
}

// otherStub: an empty body that must return is another stub of the file, and nobody's error.
func (c *ctx) otherStub(e load.Error) bool {
	if c.file == nil || !strings.HasPrefix(e.Msg, "missing return") {
		return false
	}
	for _, d := range c.file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil && fd.Body.Rbrace == e.Pos {
			return len(fd.Body.List) == 0
		}
	}
	return false
}

// vetted adds what go vet refuses and a fixer can fix: a string made of a number.
func (c *ctx) vetted() {
	ast.Inspect(c.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !c.Info.Types[call.Fun].IsType() {
			return true
		}
		from, to := c.Info.TypeOf(call.Args[0]), c.Info.TypeOf(call.Fun)
		if isInteger(from) && isString(to) && !isKind(from, types.Byte, types.Rune, types.UntypedRune) {
			c.own = append(c.own, load.Error{Pos: call.Pos(), Msg: "conversion from " + from.String() + " to string yields a string of one rune"})
		}
		return true
	})
}

// Classes and weights: an undefined name hides more behind it than a type that does not fit, and an
// import that is added may uncover what was hidden.
func (c *ctx) reported() []Error {
	out := []Error{}
	for _, e := range c.own {
		at := c.Fset.PositionFor(e.Pos, false)
		one := Error{Line: at.Line, Column: at.Column, Message: e.Msg, Class: "type", Weight: 10}
		switch {
		case e.Syntax:
			one.Class, one.Weight = "syntax", 1000
		case strings.Contains(e.Msg, "imported and not used"):
			one.Class, one.Weight = "unused", 1
		case strings.HasPrefix(e.Msg, "declared and not used"), strings.HasSuffix(e.Msg, "declared and not used"):
			one.Class, one.Weight = "unused", 3
		case strings.HasPrefix(e.Msg, "could not import"):
			one.Class, one.Weight = "import", 60
		case strings.HasPrefix(e.Msg, "undefined: ") && !strings.Contains(e.Msg, "."):
			one.Class, one.Weight = "undefined", 60
		case strings.Contains(e.Msg, "undefined"):
			one.Class, one.Weight = "undefined", 30
		case strings.HasPrefix(e.Msg, "conversion from"):
			one.Class, one.Weight = "vet", 2
		}
		out = append(out, one)
	}
	return out
}

func (c *ctx) add(name string, edits ...load.Edit) { c.addWith(name, nil, edits...) }

func (c *ctx) addWith(name string, imports []string, edits ...load.Edit) {
	if len(edits) > 0 {
		c.out = append(c.out, fixed{name, edits, imports})
	}
}

// withImports adds import declarations for packages that an edit's text names and the file lacks.
func (c *ctx) withImports(f fixed) []load.Edit {
	edits := append([]load.Edit{}, f.edits...)
	for _, path := range f.imports {
		if !c.imports(path) {
			at := c.Offset(c.file.Name.End())
			edits = append(edits, load.Edit{Start: at, End: at, Text: "\n\nimport \"" + path + "\""})
		}
	}
	return edits
}

func (c *ctx) imports(path string) bool {
	for _, spec := range c.file.Imports {
		if spec.Path.Value == `"`+path+`"` && (spec.Name == nil || spec.Name.Name != "_") {
			return true
		}
	}
	return false
}

func (c *ctx) insert(at token.Pos, text string) load.Edit {
	o := c.Offset(at)
	return load.Edit{Start: o, End: o, Text: text}
}

func (c *ctx) wrap(n ast.Node, before, after string) []load.Edit {
	return []load.Edit{c.insert(n.Pos(), before), c.insert(n.End(), after)}
}

// at gives the innermost node at a position.
func (c *ctx) at(pos token.Pos) ast.Node {
	var best ast.Node
	ast.Inspect(c.file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || pos >= n.End() {
			return false
		}
		best = n
		return true
	})
	return best
}

// upTo climbs to the nearest node that pick accepts.
func (c *ctx) upTo(n ast.Node, pick func(ast.Node) bool) ast.Node {
	for ; n != nil; n = c.parent[n] {
		if pick(n) {
			return n
		}
	}
	return nil
}

func (c *ctx) function(n ast.Node) *ast.FuncDecl {
	fd, _ := c.upTo(n, func(n ast.Node) bool { _, ok := n.(*ast.FuncDecl); return ok }).(*ast.FuncDecl)
	return fd
}

// results of the innermost function around a node, literals included, and whether they have names.
func (c *ctx) results(n ast.Node) (list []types.Type, named bool) {
	f := c.upTo(n, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return true
		}
		return false
	})
	var ft *ast.FuncType
	switch f := f.(type) {
	case *ast.FuncDecl:
		ft = f.Type
	case *ast.FuncLit:
		ft = f.Type
	}
	if ft == nil || ft.Results == nil {
		return nil, false
	}
	for _, field := range ft.Results.List {
		for i := 0; i < max(1, len(field.Names)); i++ {
			list = append(list, c.Info.TypeOf(field.Type))
			named = len(field.Names) > 0
		}
	}
	return list, named
}

// statement is the nearest one that stands in a block or a case.
func (c *ctx) statement(n ast.Node) ast.Stmt {
	s, _ := c.upTo(n, func(n ast.Node) bool {
		if _, ok := n.(ast.Stmt); !ok {
			return false
		}
		switch c.parent[n].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return true
		}
		return false
	}).(ast.Stmt)
	return s
}

func (c *ctx) typeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == c.Pkg {
			return ""
		}
		return p.Name()
	})
}

// zero is the text of a type's zero value.
func (c *ctx) zero(t types.Type) string {
	if t == nil {
		return "nil"
	}
	if _, ok := t.(*types.TypeParam); ok {
		return "*new(" + c.typeName(t) + ")"
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false"
		case u.Info()&types.IsString != 0:
			return `""`
		case u.Info()&types.IsNumeric != 0:
			return "0"
		}
	case *types.Struct, *types.Array:
		return c.typeName(t) + "{}"
	}
	return "nil"
}

func (c *ctx) zeros(list []types.Type) string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = c.zero(t)
	}
	return strings.Join(out, ", ")
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

func info(t types.Type) types.BasicInfo {
	if t == nil {
		return 0
	}
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Info()
	}
	return 0
}

func isString(t types.Type) bool  { return info(t)&types.IsString != 0 }
func isInteger(t types.Type) bool { return info(t)&types.IsInteger != 0 }
func isNumber(t types.Type) bool  { return info(t)&types.IsNumeric != 0 }
func isUntyped(t types.Type) bool { return info(t)&types.IsUntyped != 0 }

func isKind(t types.Type, kinds ...types.BasicKind) bool {
	b, ok := t.Underlying().(*types.Basic)
	for _, k := range kinds {
		if ok && b.Kind() == k {
			return true
		}
	}
	return false
}

func elem(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return nil
}

func oneRune(s string) bool { return utf8.RuneCountInString(s) == 1 }
