package load

import (
	"go/ast"
	"sort"
	"strings"
)

// Edit replaces the bytes [Start, End) of one file's text.
type Edit struct {
	Start, End int
	Text       string
}

// Apply applies edits given in any order; of two that overlap the later one in the list is left out.
// Insertions at one place keep their order.
func Apply(text string, edits []Edit) string {
	sorted := append([]Edit{}, edits...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	var b strings.Builder
	at := 0
	for _, e := range sorted {
		if e.Start < at || e.End < e.Start || e.End > len(text) {
			continue
		}
		b.WriteString(text[at:e.Start])
		b.WriteString(e.Text)
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// Replace makes the edit that puts text in the place of a node.
func (p *Package) Replace(n ast.Node, text string) Edit {
	return Edit{p.Offset(n.Pos()), p.Offset(n.End()), text}
}

// DeclName is what a target calls a function: Func or Type.Method.
func DeclName(fd *ast.FuncDecl) string {
	if fd.Recv == nil || len(fd.Recv.List) == 0 {
		return fd.Name.Name
	}
	return ReceiverBase(fd.Recv.List[0].Type) + "." + fd.Name.Name
}

// ReceiverBase is the name of the receiver's type, without pointer and type parameters.
func ReceiverBase(t ast.Expr) string {
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// FindFunc finds a function or method by its target name.
func FindFunc(f *ast.File, name string) *ast.FuncDecl {
	if f == nil {
		return nil
	}
	for _, d := range f.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && DeclName(fd) == name {
			return fd
		}
	}
	return nil
}
