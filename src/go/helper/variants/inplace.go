package variants

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"stubwright/helper/load"
)

// inPlace gives the first candidate's file with all candidates' bodies in one function, each in a case of its own: a
// version is then entered like the function itself, by its name and without a frame between, which runtime.Caller,
// recover and whoever skips frames would notice. It gives false where that cannot be compiled: another version may
// declare or import what the first does not.
func inPlace(l *load.Loader, req Request, in []int, dispatch string) (string, bool) {
	bodies := map[int]map[string]string{}
	for _, k := range in {
		bodies[k] = bodiesOf(req, k)
	}
	if len(in) == 0 || bodies[in[0]] == nil {
		return "", false
	}
	base := req.Candidates[in[0]]
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, req.File, base, parser.SkipObjectResolution)
	if err != nil {
		return "", false
	}
	var edits []load.Edit
	for _, name := range req.Names {
		fd := load.FindFunc(file, name)
		var b strings.Builder
		b.WriteString("{\n\tswitch " + Var + " {\n")
		for _, k := range in {
			body, ok := bodies[k][name]
			if !ok {
				return "", false
			}
			fmt.Fprintf(&b, "\tcase %d:\n%s\n", k, body)
			if fd.Type.Results == nil {
				b.WriteString("\t\treturn\n")
			}
		}
		b.WriteString("\t}\n\tpanic(\"no such variant\")\n}")
		edits = append(edits, load.Edit{Start: fset.PositionFor(fd.Body.Pos(), false).Offset, End: fset.PositionFor(fd.Body.End(), false).Offset, Text: b.String()})
	}
	text := load.Apply(base, edits)
	checked := l.Check(req.Spec.With(req.File, text).With(dispatchFile(req), dispatch))
	return text, len(checked.Errors) == 0
}

// bodiesOf gives a candidate's bodies by name, their labels made its own; nil where one is missing.
func bodiesOf(req Request, k int) map[string]string {
	text := req.Candidates[k]
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, req.File, text, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	found := map[string]string{}
	for _, name := range req.Names {
		fd := load.FindFunc(file, name)
		if fd == nil || fd.Body == nil {
			return nil
		}
		from := fset.PositionFor(fd.Body.Pos(), false).Offset
		var edits []load.Edit
		label := func(id *ast.Ident) {
			at := fset.PositionFor(id.End(), false).Offset - from
			edits = append(edits, load.Edit{Start: at, End: at, Text: suffix(k)})
		}
		ast.Inspect(fd.Body, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.LabeledStmt:
				label(x.Label)
			case *ast.BranchStmt:
				if x.Label != nil {
					label(x.Label)
				}
			}
			return true
		})
		found[name] = load.Apply(text[from:fset.PositionFor(fd.Body.End(), false).Offset], edits)
	}
	return found
}
