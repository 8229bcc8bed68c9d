package confirm

import (
	"fmt"
	"go/types"
	"strings"
)

// entry is one ready value: what people read, and what the test file holds.
type entry struct {
	t       types.Type
	display string
	code    string
	// imports that the code needs, name → path.
	imports map[string]string
}

// outside are values of types that belong to other packages, by the type's own spelling.
var outside = map[string]struct {
	paths string
	exprs []string
}{
	"error":            {"errors", []string{`errors.New("boom")`, `nil`}},
	"io.Reader":        {"strings", []string{`strings.NewReader("")`, `strings.NewReader("a b\nc\n")`, `strings.NewReader("1,2\n3,4")`, `strings.NewReader("héllo, 世界")`}},
	"io.Writer":        {"bytes", []string{`new(bytes.Buffer)`}},
	"*bytes.Buffer":    {"bytes", []string{`new(bytes.Buffer)`, `bytes.NewBufferString("a b\nc\n")`}},
	"*strings.Reader":  {"strings", []string{`strings.NewReader("")`, `strings.NewReader("a b\nc\n")`}},
	"*strings.Builder": {"strings", []string{`new(strings.Builder)`}},
	"*bufio.Reader":    {"bufio strings", []string{`bufio.NewReader(strings.NewReader("a b\nc\n"))`, `bufio.NewReader(strings.NewReader(""))`}},
	"*bufio.Scanner":   {"bufio strings", []string{`bufio.NewScanner(strings.NewReader("a b\nc\n"))`, `bufio.NewScanner(strings.NewReader(""))`}},
	"context.Context":  {"context", []string{`context.Background()`}},
	"time.Time":        {"time", []string{`time.Time{}`, `time.Unix(0, 0).UTC()`, `time.Date(2024, time.February, 29, 23, 59, 59, 0, time.UTC)`, `time.Date(2023, time.December, 31, 12, 0, 0, 0, time.UTC)`}},
	"time.Duration":    {"time", []string{`time.Duration(0)`, `1500 * time.Millisecond`, `90 * time.Minute`, `-time.Second`}},
	"fmt.Stringer":     {"time", []string{`time.Duration(0)`, `90 * time.Minute`}},
	"sort.Interface":   {"sort", []string{`sort.IntSlice([]int{3, 1, 2, 1})`, `sort.StringSlice([]string{"b", "a"})`}},
	"*math/big.Int":    {"math/big", []string{`big.NewInt(0)`, `big.NewInt(12)`, `big.NewInt(-7)`}},
	"*regexp.Regexp":   {"regexp", []string{`regexp.MustCompile("a+")`, `regexp.MustCompile("[0-9]")`}},
	"*math/rand.Rand":  {"math/rand", []string{`rand.New(rand.NewSource(1))`}},
}

func outsideEntries(t types.Type) []entry {
	o, ok := outside[types.TypeString(t, nil)]
	if !ok {
		return nil
	}
	imports := map[string]string{}
	for _, path := range strings.Fields(o.paths) {
		imports[path[strings.LastIndex(path, "/")+1:]] = path
	}
	var out []entry
	for _, e := range o.exprs {
		out = append(out, entry{t, e, e, imports})
	}
	return out
}

// funcEntries writes total functions of a type: every result is an expression over the parameters.
func funcEntries(p *printer, t types.Type) []entry {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Recv() != nil {
		return nil
	}
	needs := map[string]string{}
	inner := &printer{own: p.own, imports: needs}
	var names, params []string
	for i := 0; i < sig.Params().Len(); i++ {
		name := string(rune('a' + i))
		param := sig.Params().At(i).Type()
		text := inner.text(param)
		if sig.Variadic() && i == sig.Params().Len()-1 {
			text = "..." + inner.text(param.(*types.Slice).Elem())
		}
		names, params = append(names, name), append(params, name+" "+text)
	}
	var results []string
	var bodies [][]string
	for i := 0; i < sig.Results().Len(); i++ {
		r := sig.Results().At(i).Type()
		results = append(results, inner.text(r))
		exprs := resultExprs(inner, r, sig, names)
		if len(exprs) == 0 {
			return nil
		}
		bodies = append(bodies, exprs)
	}
	head := "func(" + strings.Join(params, ", ") + ")"
	if len(results) == 1 {
		head += " " + results[0]
	} else if len(results) > 1 {
		head += " (" + strings.Join(results, ", ") + ")"
	}
	if len(results) == 0 {
		code := head + " {}"
		return []entry{{t, code, code, needs}}
	}
	most := 0
	for _, b := range bodies {
		most = max(most, len(b))
	}
	var out []entry
	for k := 0; k < most; k++ {
		parts := make([]string, len(bodies))
		for i, b := range bodies {
			parts[i] = b[k%len(b)]
		}
		code := head + " { return " + strings.Join(parts, ", ") + " }"
		out = append(out, entry{t, code, code, needs})
	}
	return out
}

func resultExprs(p *printer, r types.Type, sig *types.Signature, names []string) []string {
	var out []string
	b, basic := r.Underlying().(*types.Basic)
	typed := func(expr string) string {
		if _, named := unalias(r).(*types.Named); named {
			return p.text(r) + "(" + expr + ")"
		}
		return expr
	}
	for i, name := range names {
		pt := sig.Params().At(i).Type()
		pb, pBasic := pt.Underlying().(*types.Basic)
		if types.Identical(pt, r) {
			out = append(out, name)
		}
		for j := 0; j < i; j++ {
			other := names[j]
			if !types.Identical(pt, sig.Params().At(j).Type()) || !pBasic {
				continue
			}
			switch {
			case basic && b.Info()&types.IsBoolean != 0 && pb.Info()&types.IsOrdered != 0:
				out = append(out, other+" < "+name, other+" > "+name, other+" == "+name)
			case basic && b.Info()&types.IsInteger != 0 && pb.Info()&types.IsInteger != 0 && types.Identical(r, pt):
				out = append(out, other+" - "+name, other+" + "+name)
			case basic && b.Info()&(types.IsNumeric|types.IsString) != 0 && types.Identical(r, pt):
				out = append(out, other+" + "+name)
			}
		}
		if !basic {
			continue
		}
		out = append(out, unary(p, b, pt, pb, pBasic, name, typed)...)
	}
	switch {
	case types.Identical(r, types.Universe.Lookup("error").Type()):
		p.imports["errors"] = "errors"
		out = append(out, "nil", `errors.New("boom")`)
	case basic && b.Info()&types.IsBoolean != 0:
		out = append(out, "true", "false")
	case basic && b.Info()&types.IsNumeric != 0:
		out = append(out, "1", "0")
	case basic && b.Info()&types.IsString != 0:
		out = append(out, `"x"`)
	case len(out) == 0:
		switch r.Underlying().(type) {
		case *types.Pointer, *types.Slice, *types.Map, *types.Interface, *types.Signature, *types.Chan:
			out = append(out, "nil")
		case *types.Struct, *types.Array:
			out = append(out, p.text(r)+"{}")
		}
	}
	if s, ok := r.Underlying().(*types.Slice); ok {
		for i, name := range names {
			if types.Identical(sig.Params().At(i).Type(), s.Elem()) {
				out = append(out, fmt.Sprintf("%s{%s, %s}", p.text(r), name, name))
			}
		}
	}
	return out
}

// unary are expressions of a basic result over one parameter.
func unary(p *printer, b *types.Basic, pt types.Type, pb *types.Basic, pBasic bool, name string, typed func(string) string) []string {
	number := pBasic && pb.Info()&types.IsNumeric != 0
	integer := pBasic && pb.Info()&types.IsInteger != 0
	text := pBasic && pb.Info()&types.IsString != 0
	_, isSlice := pt.Underlying().(*types.Slice)
	switch info := b.Info(); {
	case info&types.IsBoolean != 0 && integer:
		return []string{name + "%2 == 0", name + " > 2"}
	case info&types.IsBoolean != 0 && number:
		return []string{name + " > 1"}
	case info&types.IsBoolean != 0 && text:
		return []string{"len(" + name + ") > 1", name + ` == "a"`}
	case info&types.IsBoolean != 0 && isSlice:
		return []string{"len(" + name + ") > 1"}
	case info&types.IsInteger != 0 && integer && pb.Kind() == b.Kind():
		return []string{typed(name + "*2"), typed(name + "%3")}
	case info&types.IsNumeric != 0 && number:
		return []string{p.text(b) + "(" + name + ") + 1"}
	case info&types.IsInteger != 0 && (text || isSlice):
		if b.Kind() == types.Int {
			return []string{typed("len(" + name + ")")}
		}
		return []string{p.text(b) + "(len(" + name + "))"}
	case info&types.IsString != 0 && text:
		return []string{typed(name + ` + "!"`)}
	case info&types.IsString != 0 && !isSlice:
		p.imports["fmt"] = "fmt"
		return []string{typed("fmt.Sprint(" + name + ")")}
	}
	return nil
}
