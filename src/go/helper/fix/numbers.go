package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"stubwright/helper/load"
)

// numberOf reads a number out of a text in front of the statement, and puts it in the place of node.
func (c *ctx) numberOf(node, text ast.Expr, want types.Type) {
	if isUntyped(want) {
		// A constant beside it leaves open which kind of number is meant.
		c.numberOf(node, text, types.Typ[types.Int])
		c.numberOf(node, text, types.Typ[types.Float64])
		return
	}
	s := c.statement(node)
	if s == nil || !isNumber(want) {
		return
	}
	call := "strconv.Atoi(" + c.Source(text) + ")"
	result := types.Typ[types.Int]
	if info(want)&types.IsFloat != 0 {
		call, result = "strconv.ParseFloat("+c.Source(text)+", 64)", types.Typ[types.Float64]
	}
	name := c.fresh("number")
	use := name
	if !types.Identical(want, result) {
		use = c.typeName(want) + "(" + name + ")"
	}
	imports := []string{"strconv"}
	if guard, fits := c.guard(node); fits {
		c.addWith("number read from text", imports, c.insert(s.Pos(), name+", err := "+call+"\n"+guard+"\n"), c.Replace(node, use))
	}
	c.addWith("number read from text", imports, c.insert(s.Pos(), name+", _ := "+call+"\n"), c.Replace(node, use))
}

// impossibleConversion: int(s) of a text reads a number, string(xs) of texts joins them.
func (c *ctx) impossibleConversion(e load.Error) {
	for n := c.at(e.Pos); n != nil; n = c.parent[n] {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !c.Info.Types[call.Fun].IsType() {
			continue
		}
		have, want := c.Info.TypeOf(call.Args[0]), c.Info.TypeOf(call.Fun)
		if isString(have) {
			c.numberOf(call, call.Args[0], want)
		}
		for _, v := range c.conversions(call.Args[0], want) {
			c.addWith(v.name, v.imports, append([]load.Edit{
				{Start: c.Offset(call.Pos()), End: c.Offset(call.Args[0].Pos())}, {Start: c.Offset(call.Args[0].End()), End: c.Offset(call.End())},
			}, v.edits...)...)
		}
		return
	}
}

// repeated: text times number is strings.Repeat, as other languages write it.
func (c *ctx) repeated(b *ast.BinaryExpr) {
	if b.Op != token.MUL {
		return
	}
	text, count := b.X, b.Y
	if isInteger(c.typeOf(text)) {
		text, count = count, text
	}
	if isString(c.typeOf(text)) && isInteger(c.typeOf(count)) {
		c.addWith("text repeated", []string{"strings"}, c.Replace(b, "strings.Repeat("+c.Source(text)+", "+c.Source(count)+")"))
	}
}
