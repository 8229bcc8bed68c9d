// Package cover notes which blocks of a package a test reaches. Go's own coverage reads files from
// disk, so that it cannot see an overlay, and its profile is lost when a test panics, hangs or exits:
// here each block writes its number the first time it is reached.
package cover

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"

	"stubwright/helper/load"
)

// Env names the environment variable that holds the file that numbers are written to.
const Env = "STUBWRIGHT_COVER"

// Package is one package of the module as texts, tests left out.
type Package struct {
	Dir   string      `json:"dir"`
	Files []load.File `json:"files"`
}

// Request asks for packages whose blocks are numbered on from one to the next.
type Request struct {
	Packages []Package `json:"packages"`
}

// Block is what runs as a whole once it is entered: statements up to the next one that may branch.
type Block struct {
	File string `json:"file"`
	// Func is the declaration around it: Func or Type.Method.
	Func    string `json:"func"`
	Line    int    `json:"line"`
	EndLine int    `json:"endLine"`
	// Entry is set for the first block of a declaration.
	Entry bool `json:"entry"`
}

// Covered is what to compile, and what the numbers stand for.
type Covered struct {
	Overlay map[string]string `json:"overlay"`
	Blocks  []Block           `json:"blocks"`
}

// Instrument leaves files as they are that do not parse or that use cgo. Lines keep their numbers.
func Instrument(req Request) Covered {
	out := Covered{Overlay: map[string]string{}, Blocks: []Block{}}
	for _, pkg := range req.Packages {
		first, name := len(out.Blocks), ""
		for _, f := range pkg.Files {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, f.Path, f.Text, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil || usesC(file) {
				continue
			}
			w := &writer{fset: fset, path: f.Path, out: &out}
			for _, d := range file.Decls {
				if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil {
					w.function(fd)
				}
			}
			if len(w.edits) > 0 {
				out.Overlay[f.Path] = load.Apply(f.Text, w.edits)
				name = file.Name.Name
			}
		}
		if name != "" {
			out.Overlay[filepath.Join(pkg.Dir, "zz_stubwright_cover.go")] = fmt.Sprintf(recorder, name, len(out.Blocks)-first, Env, first)
		}
	}
	return out
}

const recorder = `package %s

import (
	stubwrightConv "strconv"
	stubwrightOS "os"
	stubwrightAtomic "sync/atomic"
)

var stubwrightSeen [%d]uint32

var stubwrightLog, _ = stubwrightOS.OpenFile(stubwrightOS.Getenv(%q), stubwrightOS.O_APPEND|stubwrightOS.O_WRONLY, 0)

func stubwrightHit(n int) {
	if stubwrightAtomic.CompareAndSwapUint32(&stubwrightSeen[n-%d], 0, 1) && stubwrightLog != nil {
		stubwrightLog.WriteString(stubwrightConv.Itoa(n) + "\n")
	}
}
`

func usesC(file *ast.File) bool {
	for _, spec := range file.Imports {
		if strings.Trim(spec.Path.Value, "`\"") == "C" {
			return true
		}
	}
	return false
}

type writer struct {
	fset  *token.FileSet
	path  string
	name  string
	out   *Covered
	edits []load.Edit
}

func (w *writer) function(fd *ast.FuncDecl) {
	w.name = load.DeclName(fd)
	w.block(fd.Body.Lbrace+1, fd.Body.Lbrace, fd.Body.Rbrace, true)
	w.rest(fd.Body.List)
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.BlockStmt:
			if x != fd.Body && !onlyClauses(x.List) {
				w.list(x.Lbrace+1, x.List, x.Rbrace)
			}
		case *ast.CaseClause:
			w.list(x.Colon+1, x.Body, x.End())
		case *ast.CommClause:
			w.list(x.Colon+1, x.Body, x.End())
		}
		return true
	})
}

// onlyClauses tells the braces of a switch from a block: no statement may stand there.
func onlyClauses(list []ast.Stmt) bool {
	for _, s := range list {
		switch s.(type) {
		case *ast.CaseClause, *ast.CommClause:
			return true
		}
	}
	return false
}

func (w *writer) list(at token.Pos, list []ast.Stmt, end token.Pos) {
	// The braces of a switch without clauses hold nothing either.
	if len(list) == 0 {
		return
	}
	w.block(at, list[0].Pos(), end, false)
	w.rest(list)
}

// rest begins a block behind each statement that may leave or branch.
func (w *writer) rest(list []ast.Stmt) {
	for i, s := range list {
		if i == 0 {
			continue
		}
		switch list[i-1].(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.LabeledStmt, *ast.BlockStmt:
			w.block(s.Pos(), s.Pos(), list[len(list)-1].End(), false)
		}
	}
}

func (w *writer) block(at, from, to token.Pos, entry bool) {
	offset := w.fset.Position(at).Offset
	n := len(w.out.Blocks)
	w.out.Blocks = append(w.out.Blocks, Block{w.path, w.name, w.fset.Position(from).Line, w.fset.Position(to).Line, entry})
	w.edits = append(w.edits, load.Edit{Start: offset, End: offset, Text: fmt.Sprintf(" stubwrightHit(%d); ", n)})
}
