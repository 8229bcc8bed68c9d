//go:build go1.21

package driver

import "reflect"

// sortedInputs says whether every slice of the tests' rows is sorted: then the doc comment's word
// "sorted" is about the input.
func sortedInputs(cfg *Config) bool {
	if !cfg.Sorted {
		return false
	}
	longest := 0
	for _, row := range cfg.Rows {
		for _, fn := range row.Args {
			n, ok := fromValue(reflect.ValueOf(fn).Call(nil)[0], 0)
			if c, isList := n.(compound); ok && isList && c.t.Kind() == reflect.Slice {
				if !inOrder(c.parts) {
					return false
				}
				longest = max(longest, len(c.parts))
			}
		}
	}
	return longest > 1
}

func inOrder(parts []node) bool {
	for i := 1; i < len(parts); i++ {
		if less(parts[i], parts[i-1]) {
			return false
		}
	}
	return true
}

// fit moves arguments into the domain that the target's doc comment and parameter names state.
func (g *gen) fit(f *Func, args []node) []node {
	out := append([]node{}, args...)
	if g.sorted {
		for i, a := range out {
			if c, ok := a.(compound); ok && c.t.Kind() == reflect.Slice {
				parts := append([]node{}, c.parts...)
				ascending(parts)
				out[i] = compound{c.t, parts}
			}
		}
	}
	for _, pair := range g.cfg.Ordered[f.Name] {
		if lo, hi := pair[0], pair[1]; less(out[hi], out[lo]) {
			out[lo], out[hi] = out[hi], out[lo]
		}
	}
	return out
}

// fits says whether a shrunk input is still in the domain.
func (g *gen) fits(in input) bool {
	for _, s := range in.steps {
		if !s.fn.Target {
			continue
		}
		if g.sorted {
			for _, a := range s.args {
				if c, ok := a.(compound); ok && c.t.Kind() == reflect.Slice && !inOrder(c.parts) {
					return false
				}
			}
		}
		for _, pair := range g.cfg.Ordered[s.fn.Name] {
			if less(s.args[pair[1]], s.args[pair[0]]) {
				return false
			}
		}
	}
	return true
}

// less compares two basic values; false where they have no order.
func less(a, b node) bool {
	x, ok := a.(leaf)
	y, also := b.(leaf)
	if !ok || !also || x.v.Kind() != y.v.Kind() {
		return false
	}
	switch x.v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return x.v.Int() < y.v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return x.v.Uint() < y.v.Uint()
	case reflect.Float32, reflect.Float64:
		return x.v.Float() < y.v.Float()
	case reflect.String:
		return x.v.String() < y.v.String()
	}
	return false
}
