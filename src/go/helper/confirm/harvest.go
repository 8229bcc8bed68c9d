package confirm

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"stubwright/helper/load"
)

// tests is a checked set of test files, with what expressions in them mean.
type tests struct {
	*load.Package
	own     string // import path of the package under test
	isTest  map[string]bool
	targets map[string]bool
}

// closed says whether an expression means the same outside of its function: it names nothing but
// the universe, other packages, and the package's own declarations outside of tests.
func (ts *tests) closed(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		id, isIdent := n.(*ast.Ident)
		if !isIdent || !ok {
			return ok
		}
		o := ts.Info.Uses[id]
		if o == nil {
			return true
		}
		if v, isVar := o.(*types.Var); isVar && v.IsField() {
			return true
		}
		switch {
		case o.Parent() == types.Universe, o.Pos().IsValid() && e.Pos() <= o.Pos() && o.Pos() < e.End():
		case isPkgName(o):
		case o.Pkg() == nil:
		case o.Pkg() != ts.Pkg && o.Pkg().Path() != ts.own:
			ok = o.Exported()
		case isFunc(o):
			f := o.(*types.Func)
			ok = !ts.isTest[ts.Path(o.Pos())] && !ts.targets[funcName(f)]
		case o.Parent() == o.Pkg().Scope():
			_, isVar := o.(*types.Var)
			ok = !isVar && !ts.isTest[ts.Path(o.Pos())]
		default:
			ok = false
		}
		return ok
	})
	return ok
}

func isPkgName(o types.Object) bool { _, ok := o.(*types.PkgName); return ok }
func isFunc(o types.Object) bool    { _, ok := o.(*types.Func); return ok }

// funcName is what a target calls a function object.
func funcName(f *types.Func) string {
	sig, ok := f.Type().(*types.Signature)
	if !ok || sig.Recv() == nil {
		return f.Name()
	}
	if n := named(sig.Recv().Type()); n != nil {
		return n.Obj().Name() + "." + f.Name()
	}
	return f.Name()
}

func named(t types.Type) *types.Named {
	t = unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// code gives the source of a closed expression as seen from inside the package, with its imports.
func (ts *tests) code(e ast.Expr) (string, map[string]string) {
	imports := map[string]string{}
	var edits []load.Edit
	from := ts.Offset(e.Pos())
	ast.Inspect(e, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok {
			return true
		}
		if pkg, ok := ts.Info.Uses[id].(*types.PkgName); ok {
			if pkg.Imported().Path() == ts.own {
				edits = append(edits, load.Edit{Start: ts.Offset(id.Pos()) - from, End: ts.Offset(sel.Sel.Pos()) - from})
			} else {
				imports[id.Name] = pkg.Imported().Path()
			}
		}
		return true
	})
	text := load.Apply(ts.Source(e), edits)
	if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil {
		// The type of an element of a literal is left out: it is put back by the caller's conversion.
		return "", nil
	}
	return text, imports
}

// literals collects composite literals and functions of the wanted types.
func (ts *tests) literals(wanted func(types.Type) bool) []entry {
	var out []entry
	seen := map[string]bool{}
	for _, f := range ts.testFiles() {
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			switch x := e.(type) {
			case *ast.CompositeLit, *ast.FuncLit:
			case *ast.UnaryExpr:
				if x.Op != token.AND {
					return true
				}
			default:
				return true
			}
			t := ts.Info.TypeOf(e)
			if t == nil || !wanted(t) || !ts.closed(e) {
				return true
			}
			text, imports := ts.typedCode(e, t)
			if text == "" || len(text) > 4000 || seen[text] {
				return true
			}
			seen[text] = true
			out = append(out, entry{t, strings.Join(strings.Fields(text), " "), text, imports})
			return true
		})
	}
	return out
}

// typedCode puts the type back that an inner literal leaves out.
func (ts *tests) typedCode(e ast.Expr, t types.Type) (string, map[string]string) {
	if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil {
		p := &printer{own: ts.Pkg, imports: map[string]string{}}
		head := types.TypeString(t, func(o *types.Package) string {
			if o.Path() == ts.own {
				return ""
			}
			return p.qualify(o)
		})
		if strings.HasPrefix(head, "*") {
			head = "&" + head[1:]
		}
		if len(lit.Elts) == 0 {
			return head + "{}", p.imports
		}
		var parts []string
		for _, el := range lit.Elts {
			text, imports := ts.element(el)
			for k, v := range imports {
				p.imports[k] = v
			}
			parts = append(parts, text)
		}
		return head + "{" + strings.Join(parts, ", ") + "}", p.imports
	}
	return ts.code(e)
}

// element keeps the source as it is: what it leaves out the literal around it says.
func (ts *tests) element(e ast.Expr) (string, map[string]string) {
	if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil {
		paren := &ast.ParenExpr{Lparen: lit.Pos(), X: lit, Rparen: lit.End() - 1}
		return ts.code(paren)
	}
	return ts.code(e)
}

func (ts *tests) testFiles() []*ast.File {
	var out []*ast.File
	for i, f := range ts.Files {
		if ts.isTest[ts.Paths[i]] {
			out = append(out, f)
		}
	}
	return out
}

var (
	quoted = regexp.MustCompile("\"((?:[^\"\\\\\n]|\\\\.)*)\"|`([^`\n]*)`")
	number = regexp.MustCompile(`-?\b[0-9]+(\.[0-9]+)?\b`)
)

type literals struct {
	strings map[string]bool
	ints    map[int64]bool
	floats  map[float64]bool
}

// collect takes constants out of syntax; format strings and import paths are no inputs.
func (ls *literals) collect(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok {
			ls.add(lit.Kind, lit.Value)
		}
		return true
	})
}

func (ls *literals) add(kind token.Token, value string) {
	v := constant.MakeFromLiteral(value, kind, 0)
	switch kind {
	case token.STRING:
		if s := constant.StringVal(v); len(s) <= 200 && !strings.Contains(s, "%") {
			ls.strings[s] = true
		}
	case token.CHAR:
		if n, ok := constant.Int64Val(v); ok {
			ls.strings[string(rune(n))] = true
		}
	case token.INT:
		if n, ok := constant.Int64Val(v); ok {
			ls.ints[n], ls.ints[-n] = true, true
		}
	case token.FLOAT:
		n, _ := constant.Float64Val(v)
		ls.floats[n] = true
	}
}

// comment takes examples out of a doc comment.
func (ls *literals) comment(text string) {
	for _, m := range quoted.FindAllString(text, -1) {
		if s, err := strconv.Unquote(m); err == nil && len(s) <= 200 {
			ls.strings[s] = true
		}
	}
	for _, m := range number.FindAllString(text, -1) {
		if n, err := strconv.ParseInt(m, 10, 64); err == nil {
			ls.ints[n] = true
		} else if f, err := strconv.ParseFloat(m, 64); err == nil {
			ls.floats[f] = true
		}
	}
}

func (ls *literals) sorted() ([]string, []int64, []float64) {
	var ss []string
	for s := range ls.strings {
		ss = append(ss, s)
	}
	sort.Strings(ss)
	var is []int64
	for i := range ls.ints {
		is = append(is, i)
	}
	sort.Slice(is, func(a, b int) bool { return is[a] < is[b] })
	var fs []float64
	for f := range ls.floats {
		fs = append(fs, f)
	}
	sort.Float64s(fs)
	return ss, is, fs
}
