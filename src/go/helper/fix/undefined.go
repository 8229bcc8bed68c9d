package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode"

	"stubwright/helper/load"
)

// usual are the packages where functions are looked for that a model put elsewhere.
var usual = []string{"strings", "strconv", "unicode", "math", "sort", "slices", "bytes", "maps", "unicode/utf8", "errors", "fmt", "math/bits"}

func (c *ctx) std(path string) *types.Package {
	p, err := c.loader.Import(c.spec, path)
	if err != nil {
		return nil
	}
	return p
}

// exported is the name that a package gives a symbol, spelt in any case; empty where it has none.
func (c *ctx) exported(path, name string) string {
	p := c.std(path)
	if p == nil {
		return ""
	}
	for _, n := range p.Scope().Names() {
		if ast.IsExported(n) && strings.EqualFold(n, name) {
			return n
		}
	}
	return ""
}

func short(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// undefinedName: an import, a slip of the pen, a function of another package, a declaration, a field.
func (c *ctx) undefinedName(pos token.Pos, name string) {
	id, ok := c.at(pos).(*ast.Ident)
	if !ok {
		return
	}
	if sel, ok := c.parent[id].(*ast.SelectorExpr); ok && sel.X == ast.Expr(id) {
		for _, path := range c.stdNamed(name) {
			if p := c.std(path); p != nil && p.Scope().Lookup(sel.Sel.Name) != nil {
				c.addWith("import added", []string{path}, c.insert(id.Pos(), ""))
			}
		}
		if len(c.out) == 0 {
			for _, path := range c.stdNamed(name) {
				c.addWith("import added", []string{path}, c.insert(id.Pos(), ""))
			}
		}
	}
	if as, ok := c.parent[id].(*ast.AssignStmt); ok && as.Tok == token.ASSIGN {
		for _, l := range as.Lhs {
			if l == ast.Expr(id) {
				c.add("declared", load.Edit{Start: c.Offset(as.TokPos), End: c.Offset(as.TokPos) + 1, Text: ":="})
			}
		}
	}
	c.ofReceiver(id)
	for _, near := range c.inScope(id, name) {
		c.add("misspelt name", c.Replace(id, near))
	}
	if _, ok := c.parent[id].(*ast.CallExpr); ok {
		for _, path := range usual {
			if real := c.exported(path, name); real != "" {
				c.addWith("function of another package", []string{path}, c.Replace(id, short(path)+"."+real))
			}
		}
	}
	if m := errorName.FindStringSubmatch(name); m != nil {
		c.addWith("error made up", []string{"errors"}, c.Replace(id, `errors.New("`+words(m[1])+`")`))
	}
}

var errorName = regexp.MustCompile(`^(?:Err|err|Error|error)([A-Z]\w*)$`)

// words writes a name as text: EmptyInput becomes `empty input`.
func words(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// ofReceiver: a field or method of the receiver that was written without it.
func (c *ctx) ofReceiver(id *ast.Ident) {
	fd := c.function(id)
	if fd == nil || fd.Recv == nil || len(fd.Recv.List[0].Names) == 0 {
		return
	}
	recv := fd.Recv.List[0].Names[0]
	t := c.Info.TypeOf(fd.Recv.List[0].Type)
	if t == nil {
		return
	}
	if o, _, _ := types.LookupFieldOrMethod(t, true, c.Pkg, id.Name); o != nil {
		c.add("receiver's own", c.insert(id.Pos(), recv.Name+"."))
	}
}

// undefinedSymbol: pkg.Name that pkg does not have.
func (c *ctx) undefinedSymbol(pos token.Pos, pkg, name string) {
	sel, ok := c.upTo(c.at(pos), func(n ast.Node) bool { _, ok := n.(*ast.SelectorExpr); return ok }).(*ast.SelectorExpr)
	if !ok {
		return
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return
	}
	if o, ok := c.Info.Uses[id].(*types.PkgName); ok {
		for _, near := range nearest(name, o.Imported().Scope().Names(), true) {
			c.add("misspelt name", c.Replace(sel.Sel, near))
		}
	}
	for _, path := range usual {
		if short(path) == pkg {
			continue
		}
		if real := c.exported(path, name); real != "" {
			c.addWith("function of another package", []string{path}, c.Replace(sel, short(path)+"."+real))
		}
	}
}

// argumentCount: strings.Replace with three arguments is strings.ReplaceAll.
func (c *ctx) argumentCount(pos token.Pos) {
	for n := c.at(pos); n != nil; n = c.parent[n] {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return
		}
		id, _ := sel.X.(*ast.Ident)
		pkg, ok := c.Info.Uses[id].(*types.PkgName)
		if !ok {
			return
		}
		for _, name := range pkg.Imported().Scope().Names() {
			f, ok := pkg.Imported().Scope().Lookup(name).(*types.Func)
			if !ok || !f.Exported() || name == sel.Sel.Name || !strings.HasPrefix(name, sel.Sel.Name) && !strings.HasPrefix(sel.Sel.Name, name) {
				continue
			}
			if params := f.Type().(*types.Signature).Params(); params.Len() == len(call.Args) {
				c.add("sibling with these arguments", c.Replace(sel.Sel, name))
			}
		}
		return
	}
}

// undefinedMember: x.name that x's type does not have.
func (c *ctx) undefinedMember(pos token.Pos, name string) {
	sel, ok := c.upTo(c.at(pos), func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		return ok && s.Sel.Name == name
	}).(*ast.SelectorExpr)
	if !ok {
		return
	}
	t := c.Info.TypeOf(sel.X)
	if t == nil {
		return
	}
	for _, near := range nearest(name, c.members(t), false) {
		c.add("misspelt name", c.Replace(sel.Sel, near))
	}
	call, isCall := c.parent[sel].(*ast.CallExpr)
	isCall = isCall && call.Fun == ast.Expr(sel)
	x := c.Source(sel.X)
	switch strings.ToLower(name) {
	case "len", "length", "size", "count":
		var n ast.Node = sel
		if isCall && len(call.Args) == 0 {
			n = call
		}
		if !isCall || len(call.Args) == 0 {
			c.add("len of it", c.Replace(n, "len("+x+")"))
		}
	case "append", "push", "add":
		if es, ok := c.parent[call].(*ast.ExprStmt); ok && isCall && elem(t) != nil && len(call.Args) > 0 {
			args := c.text[c.Offset(call.Args[0].Pos()):c.Offset(call.Args[len(call.Args)-1].End())]
			c.add("append to it", c.Replace(es, x+" = append("+x+", "+args+")"))
		}
	}
	if isCall {
		c.methodAsFunction(sel, call, t, name)
	}
}

// methodAsFunction: x.Join(y) is strings.Join(x, y), as far as x's type fits the first parameter.
func (c *ctx) methodAsFunction(sel *ast.SelectorExpr, call *ast.CallExpr, t types.Type, name string) {
	for _, path := range usual {
		real := c.exported(path, name)
		if real == "" {
			continue
		}
		f, ok := c.std(path).Scope().Lookup(real).(*types.Func)
		if !ok {
			continue
		}
		sig := f.Type().(*types.Signature)
		if sig.Params().Len() == 0 {
			continue
		}
		first := sig.Params().At(0).Type()
		x := c.Source(sel.X)
		generic := sig.TypeParams().Len() > 0 && elem(t) != nil && (path == "slices" || path == "maps")
		switch {
		case generic, types.AssignableTo(t, first):
		case isNumber(first) && isNumber(t):
			x = c.typeName(first) + "(" + x + ")"
		default:
			continue
		}
		args := ""
		if len(call.Args) > 0 {
			args = ", " + c.text[c.Offset(call.Args[0].Pos()):c.Offset(call.Args[len(call.Args)-1].End())]
		}
		c.addWith("method that is a function", []string{path}, c.Replace(call, short(path)+"."+real+"("+x+args+")"))
	}
}

func (c *ctx) members(t types.Type) []string {
	var out []string
	set := types.NewMethodSet(t)
	if _, ok := t.Underlying().(*types.Pointer); !ok && !types.IsInterface(t) {
		set = types.NewMethodSet(types.NewPointer(t))
	}
	for i := 0; i < set.Len(); i++ {
		out = append(out, set.At(i).Obj().Name())
	}
	u := t.Underlying()
	if p, ok := u.(*types.Pointer); ok {
		u = p.Elem().Underlying()
	}
	if st, ok := u.(*types.Struct); ok {
		for i := 0; i < st.NumFields(); i++ {
			out = append(out, st.Field(i).Name())
		}
	}
	return out
}

// inScope gives the names near to one that could stand in its place.
func (c *ctx) inScope(id *ast.Ident, name string) []string {
	var names []string
	for s := c.Pkg.Scope().Innermost(id.Pos()); s != nil; s = s.Parent() {
		for _, n := range s.Names() {
			o := s.Lookup(n)
			if s != c.Pkg.Scope() && s != types.Universe && o.Pos() > id.Pos() {
				continue
			}
			if _, isType := o.(*types.TypeName); isType && s == types.Universe {
				continue
			}
			// A helper named like the function is not the function itself.
			if fd := c.function(id); fd != nil && c.Info.Defs[fd.Name] == o {
				continue
			}
			names = append(names, n)
		}
	}
	return nearest(name, names, false)
}

// nearest: the same but for case first, then one or two slips in a name long enough to bear them.
func nearest(name string, among []string, exported bool) []string {
	type scored struct {
		name string
		far  int
	}
	var found []scored
	seen := map[string]bool{}
	for _, n := range among {
		if n == name || n == "_" || seen[n] || exported && !ast.IsExported(n) {
			continue
		}
		seen[n] = true
		far := distance(strings.ToLower(name), strings.ToLower(n))
		if far <= min(2, len(name)/4) {
			found = append(found, scored{n, far})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].far < found[j].far })
	var out []string
	for i := 0; i < len(found) && i < 3; i++ {
		out = append(out, found[i].name)
	}
	return out
}

func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost = min(diagonal, row[j], row[j-1]) + 1
			}
			diagonal, row[j] = row[j], cost
		}
	}
	return row[len(b)]
}

// stdNamed gives the import paths of the standard library that end in a name, the shortest first.
func (c *ctx) stdNamed(name string) []string {
	var out []string
	root := filepath.Join(c.loader.GoRoot, "src")
	for _, dir := range []string{"", "bytes", "container", "crypto", "encoding", "go", "hash", "html", "image", "io", "log", "math", "net", "os", "path", "text", "unicode", "sync", "time", "net/http", "regexp", "runtime"} {
		path := name
		if dir != "" {
			path = dir + "/" + name
		}
		if sources, _ := filepath.Glob(filepath.Join(root, path, "*.go")); len(sources) > 0 {
			if _, err := os.Stat(filepath.Join(root, path)); err == nil {
				out = append(out, path)
			}
		}
	}
	return out
}
