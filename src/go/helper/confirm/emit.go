package confirm

import (
	"fmt"
	"go/types"
	"math"
	"sort"
	"strings"

	"stubwright/helper/variants"
)

// emit writes the test file. Everything in it is sorted: one package gives one text.
func (w *world) emit(rows []row, ls literals) string {
	var b strings.Builder
	out := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	out("func %s(t *stubwrightT.T) {\n\terr := stubwrightD.Main(stubwrightD.Config{\n", testName)
	out("\t\tPackage: %q,\n\t\tSelect: func(k int) { %s = k },\n", w.pkg.Path(), variants.Var)
	out("\t\tTargets: []stubwrightD.Func{\n")
	for _, c := range w.callables {
		out("\t\t\t{Name: %q, Call: %s, Target: true},\n", c.expr, c.value)
	}
	out("\t\t},\n")
	w.funcs(out, "Methods", w.methods)
	w.funcs(out, "Constructors", w.ctors)
	out("\t\tPools: []stubwrightD.Pool{\n")
	for _, key := range sorted(w.pools) {
		for _, e := range w.pools[key] {
			if w.take(e) {
				out("\t\t\t{%q, func() %s { return %s }},\n", e.display, w.p.text(e.t), e.code)
			}
		}
	}
	out("\t\t},\n\t\tRows: []stubwrightD.Row{\n")
	for _, r := range rows {
		w.row(out, r)
	}
	out("\t\t},\n\t\tImplementations: [][2]interface{}{\n")
	for _, key := range sorted(w.impls) {
		for _, impl := range w.impls[key] {
			out("\t\t\t{(*%s)(nil), *new(%s)},\n", key, impl)
		}
	}
	out("\t\t},\n\t\tOpaque: []interface{}{")
	for _, key := range sorted(w.opaque) {
		out("*new(%s), ", key)
	}
	out("},\n\t\tHidden: []interface{}{")
	for _, key := range sorted(w.hidden) {
		out("*new(%s), ", key)
	}
	out("},\n\t\tErrors: []stubwrightD.Var{")
	for _, name := range w.pkg.Scope().Names() {
		if v, ok := w.pkg.Scope().Lookup(name).(*types.Var); ok && types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
			out("{%q, &%s}, ", name, name)
		}
	}
	out("},\n\t\tSorted: %v,\n\t\tOrdered: map[string][][2]int{", w.sorted)
	for _, c := range w.callables {
		if pairs := ordered(c.sig); len(pairs) > 0 {
			out("%q: {", c.expr)
			for _, p := range pairs {
				out("{%d, %d}, ", p[0], p[1])
			}
			out("}, ")
		}
	}
	ss, is, fs := ls.sorted()
	out("},\n\t\tStrings: []string{%s},\n\t\tInts: []int64{", quoteAll(ss))
	for _, i := range is {
		if i != math.MinInt64 {
			out("%d, ", i)
		}
	}
	out("},\n\t\tFloats: []float64{")
	for _, f := range fs {
		if !math.IsInf(f, 0) {
			out("%g, ", f)
		}
	}
	out("},\n\t})\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n")

	var head strings.Builder
	fmt.Fprintf(&head, "package %s\n\nimport (\n\tstubwrightT \"testing\"\n\tstubwrightD %q\n", w.pkg.Name(), driverPath(w.pkg))
	for _, name := range sorted(w.p.imports) {
		fmt.Fprintf(&head, "\t%s %q\n", name, w.p.imports[name])
	}
	head.WriteString(")\n\n")
	return head.String() + b.String()
}

// bounds are names of parameters that come in order.
var bounds = map[string]string{"lo": "hi", "low": "high", "min": "max", "lower": "upper", "minimum": "maximum", "minval": "maxval"}

func ordered(sig *types.Signature) [][2]int {
	var out [][2]int
	params := sig.Params()
	for i := 0; i < params.Len(); i++ {
		for j := 0; j < params.Len(); j++ {
			hi, ok := bounds[strings.ToLower(params.At(i).Name())]
			if ok && strings.ToLower(params.At(j).Name()) == hi && types.Identical(params.At(i).Type(), params.At(j).Type()) {
				out = append(out, [2]int{i, j})
			}
		}
	}
	return out
}

func (w *world) funcs(out func(string, ...any), field string, funcs map[string]*callable) {
	out("\t\t%s: []stubwrightD.Func{\n", field)
	for _, key := range sorted(funcs) {
		c := funcs[key]
		out("\t\t\t{Name: %q, Call: %s, Target: %v},\n", c.expr, c.value, c.target)
	}
	out("\t\t},\n")
}

// take notes what an entry imports; false when its code cannot stand in the test file.
func (w *world) take(e entry) bool {
	for name, path := range e.imports {
		if old, ok := w.p.imports[name]; ok && old != path || w.pkg.Scope().Lookup(name) != nil {
			return false
		}
	}
	for name, path := range e.imports {
		w.p.imports[name] = path
	}
	return true
}

func (w *world) row(out func(string, ...any), r row) {
	for _, a := range r.args {
		if a.code == "" || !w.take(a) {
			return
		}
	}
	out("\t\t\t{%q, []interface{}{\n", r.name)
	for _, a := range r.args {
		text := w.p.text(a.t)
		code := a.code
		if code == "*new(T)" {
			code = "*new(" + text + ")"
		}
		out("\t\t\t\tfunc() %s { return %s },\n", text, code)
	}
	out("\t\t\t}},\n")
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
