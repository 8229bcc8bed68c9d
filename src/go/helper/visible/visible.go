// Package visible finds constants of the tests that a candidate copies: a sign that it answers the
// tests' inputs and no others.
package visible

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"sort"
	"strings"

	"stubwright/helper/load"
)

// Request compares one text of the target's file with the tests.
type Request struct {
	load.Spec
	// File is the target's; its text in Files is the one with stubs.
	File  string   `json:"file"`
	Text  string   `json:"text"`
	Names []string `json:"names"`
}

// Constant is one that only the tests and the candidate have.
type Constant struct {
	Value string `json:"value"`
	Line  int    `json:"line"`
}

// Find gives string constants of three characters and more, and numbers of three digits and more,
// that stand in the target's new bodies and in tests, but nowhere in the package, its comments included.
func Find(req Request) []Constant {
	tests := map[string]bool{}
	for _, f := range req.Tests {
		for value := range literals(f.Text) {
			tests[value] = true
		}
	}
	var known []string
	for _, f := range req.Files {
		known = append(known, f.Text)
	}
	all := strings.Join(known, "\n")
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, req.File, req.Text, parser.SkipObjectResolution)
	if file == nil {
		return []Constant{}
	}
	out := []Constant{}
	stub := declared(req)
	for _, d := range file.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok || fd.Body == nil || stub[load.DeclName(fd)] && !contains(req.Names, load.DeclName(fd)) {
			continue
		}
		ast.Inspect(fd.Body, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok {
				return true
			}
			value, ok := telling(lit)
			if ok && tests[value] && !strings.Contains(all, value) {
				out = append(out, Constant{lit.Value, fset.Position(lit.Pos()).Line})
			}
			return true
		})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Line < out[j].Line })
	return out
}

func declared(req Request) map[string]bool {
	out := map[string]bool{}
	text, _ := req.Spec.Text(req.File)
	file, _ := parser.ParseFile(token.NewFileSet(), req.File, text, parser.SkipObjectResolution)
	if file != nil {
		for _, d := range file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				out[load.DeclName(fd)] = true
			}
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}

func literals(text string) map[string]bool {
	out := map[string]bool{}
	file, _ := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
	if file == nil {
		return out
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			if value, ok := telling(lit); ok {
				out[value] = true
			}
		}
		return true
	})
	return out
}

// telling constants are too long to be met by chance.
func telling(lit *ast.BasicLit) (string, bool) {
	switch lit.Kind {
	case token.STRING:
		s := constant.StringVal(constant.MakeFromLiteral(lit.Value, lit.Kind, 0))
		return s, len([]rune(s)) >= 3 && !strings.Contains(s, "%")
	case token.INT, token.FLOAT:
		return lit.Value, len(lit.Value) >= 3
	}
	return "", false
}
