// Package mutants makes small changes of functions, one in each text: good tests notice them.
package mutants

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"math/rand"
	"strings"

	"stubwright/helper/load"
)

// Request asks for mutants of some functions of one text of the target's file.
type Request struct {
	load.Spec
	File  string   `json:"file"`
	Text  string   `json:"text"`
	Names []string `json:"names"`
	Seed  int64    `json:"seed"`
	// Limit is how many at most; a sample is drawn with the seed.
	Limit int `json:"limit"`
	// Corrective asks for changes that correct what people get wrong, in the order of the source, instead of
	// those that only break.
	Corrective bool `json:"corrective"`
}

// Mutant is one changed text.
type Mutant struct {
	// Change in words: `line 12: < to <=`.
	Change string `json:"change"`
	Line   int    `json:"line"`
	Text   string `json:"text"`
}

// swaps are operators for operators; equal-looking pairs that often mean the same are left out.
var swaps = map[token.Token][]string{
	token.LSS: {"<=", ">"}, token.LEQ: {"<", ">"}, token.GTR: {">=", "<"}, token.GEQ: {">", "<"},
	token.EQL: {"!="}, token.NEQ: {"=="}, token.LAND: {"||"}, token.LOR: {"&&"},
	token.ADD: {"-"}, token.SUB: {"+"}, token.MUL: {"/"}, token.QUO: {"*"}, token.REM: {"*"},
	token.AND: {"|"}, token.OR: {"&"}, token.SHL: {">>"}, token.SHR: {"<<"},
	token.ADD_ASSIGN: {"-=", "="}, token.SUB_ASSIGN: {"+=", "="}, token.MUL_ASSIGN: {"/="}, token.QUO_ASSIGN: {"*="},
	token.INC: {"--"}, token.DEC: {"++"},
}

type maker struct {
	*load.Package
	text string
	out  []Mutant
}

// Make gives mutants that type-check, in a seeded order.
func Make(l *load.Loader, req Request) []Mutant {
	p := l.Check(req.Spec.With(req.File, req.Text))
	file := p.File(req.File)
	m := &maker{Package: p, text: req.Text}
	for _, name := range req.Names {
		fd := load.FindFunc(file, name)
		if fd == nil || fd.Body == nil {
			continue
		}
		if req.Corrective {
			m.correct(fd, file)
		}
		m.function(fd)
	}
	if !req.Corrective {
		rand.New(rand.NewSource(req.Seed)).Shuffle(len(m.out), func(i, j int) { m.out[i], m.out[j] = m.out[j], m.out[i] })
	}
	kept := []Mutant{}
	seen := map[string]bool{req.Text: true}
	for _, one := range m.out {
		if len(kept) == req.Limit {
			break
		}
		if seen[one.Text] {
			continue
		}
		seen[one.Text] = true
		if len(l.Check(req.Spec.With(req.File, one.Text)).Errors) == 0 {
			kept = append(kept, one)
		}
	}
	return kept
}

func (m *maker) add(n ast.Node, what string, edits ...load.Edit) {
	line := m.Fset.PositionFor(n.Pos(), false).Line
	m.out = append(m.out, Mutant{fmt.Sprintf("line %d: %s", line, what), line, load.Apply(m.text, edits)})
}

func (m *maker) operator(n ast.Node, pos token.Pos, op token.Token) {
	for _, other := range swaps[op] {
		at := m.Offset(pos)
		m.add(n, op.String()+" to "+other, load.Edit{Start: at, End: at + len(op.String()), Text: other})
	}
}

func (m *maker) function(fd *ast.FuncDecl) {
	inner := map[ast.Node]bool{}
	// Statements that lead where the code goes anyway: without them it is the same.
	idle := map[ast.Node]bool{}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.BinaryExpr:
			m.operator(x, x.OpPos, x.Op)
		case *ast.IncDecStmt:
			m.operator(x, x.TokPos, x.Tok)
			if !inner[x] {
				m.drop(x)
			}
		case *ast.AssignStmt:
			m.operator(x, x.TokPos, x.Tok)
			if x.Tok != token.DEFINE && !inner[x] {
				m.drop(x)
			}
		case *ast.CallExpr:
			// Bytes in the place of letters: what only ASCII inputs do not notice.
			if t, ok := x.Fun.(*ast.ArrayType); ok && t.Len == nil && m.Source(t.Elt) == "rune" {
				m.add(x, m.Source(t)+" to []byte", m.Replace(t, "[]byte"))
			}
		case *ast.RangeStmt:
			idleAtEnd(x.Body.List, token.CONTINUE, idle)
			m.once(x, x.Body)
			if _, ok := m.Info.TypeOf(x.X).Underlying().(*types.Slice); ok {
				m.add(x, m.Source(x.X)+" without its first", m.Replace(x.X, m.Source(x.X)+"[min(1, len("+m.Source(x.X)+")):]"))
			}
		case *ast.ForStmt:
			// Without its step a loop only runs for ever.
			inner[x.Post] = true
			idleAtEnd(x.Body.List, token.CONTINUE, idle)
			m.once(x, x.Body)
		case *ast.ExprStmt:
			m.drop(x)
		case *ast.BranchStmt:
			if !idle[x] {
				m.drop(x)
			}
		case *ast.CaseClause:
			idleAtEnd(x.Body, token.BREAK, idle)
		case *ast.CommClause:
			idleAtEnd(x.Body, token.BREAK, idle)
		case *ast.IfStmt:
			if turnsByItself(x.Cond) {
				break
			}
			m.add(x, "condition turned", load.Edit{Start: m.Offset(x.Cond.Pos()), End: m.Offset(x.Cond.Pos()), Text: "!("}, load.Edit{Start: m.Offset(x.Cond.End()), End: m.Offset(x.Cond.End()), Text: ")"})
		case *ast.BasicLit:
			if x.Kind == token.INT {
				m.add(x, x.Value+" one more", m.Replace(x, "("+x.Value+"+1)"))
			}
			if x.Kind == token.STRING && len(x.Value) > 2 {
				m.add(x, x.Value+" left empty", m.Replace(x, `""`))
			}
		case *ast.Ident:
			if m.Info.Uses[x] == types.Universe.Lookup("true") {
				m.add(x, "true to false", m.Replace(x, "false"))
			} else if m.Info.Uses[x] == types.Universe.Lookup("false") {
				m.add(x, "false to true", m.Replace(x, "true"))
			}
		case *ast.ReturnStmt:
			m.returned(x)
		}
		return true
	})
}

func (m *maker) drop(s ast.Stmt) {
	what := strings.Join(strings.Fields(m.Source(s)), " ")
	m.add(s, what+" left out", m.Replace(s, ""))
}

// idleAtEnd notes an unlabelled break at the end of a case and an unlabelled continue at the end of a loop.
func idleAtEnd(list []ast.Stmt, tok token.Token, idle map[ast.Node]bool) {
	if len(list) == 0 {
		return
	}
	if b, ok := list[len(list)-1].(*ast.BranchStmt); ok && b.Tok == tok && b.Label == nil {
		idle[b] = true
	}
}

// leaves says that nothing put behind a statement is ever run.
func leaves(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "panic"
	}
	return false
}

// turnsByItself says that an operator's swap is this condition turned.
func turnsByItself(cond ast.Expr) bool {
	for {
		paren, ok := cond.(*ast.ParenExpr)
		if !ok {
			break
		}
		cond = paren.X
	}
	b, ok := cond.(*ast.BinaryExpr)
	return ok && (b.Op == token.EQL || b.Op == token.NEQ)
}

// isConstant says that this is true or false, whose swap is another change.
func (m *maker) isConstant(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && (m.Info.Uses[id] == types.Universe.Lookup("true") || m.Info.Uses[id] == types.Universe.Lookup("false"))
}

// once ends a loop after its first round.
func (m *maker) once(loop ast.Stmt, body *ast.BlockStmt) {
	if len(body.List) > 0 && leaves(body.List[len(body.List)-1]) {
		return
	}
	at := m.Offset(body.Rbrace)
	m.add(loop, "loop ends after its first round", load.Edit{Start: at, End: at, Text: "\nbreak\n"})
}

// returned puts a zero value in the place of each result.
func (m *maker) returned(r *ast.ReturnStmt) {
	for _, x := range r.Results {
		t := m.Info.TypeOf(x)
		if t == nil {
			continue
		}
		zero := ""
		switch u := t.Underlying().(type) {
		case *types.Basic:
			switch {
			case u.Info()&types.IsBoolean != 0 && !turnsByItself(x) && !m.isConstant(x):
				zero = "!(" + m.Source(x) + ")"
			case u.Info()&types.IsString != 0:
				zero = `""`
			case u.Info()&types.IsNumeric != 0:
				zero = "0"
			}
		case *types.Slice, *types.Map, *types.Pointer, *types.Interface, *types.Signature:
			zero = "nil"
		}
		if zero != "" && zero != m.Source(x) {
			m.add(x, m.Source(x)+" to "+zero, m.Replace(x, zero))
		}
	}
}
