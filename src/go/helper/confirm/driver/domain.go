//go:build go1.21

package driver

import "reflect"

// domain is what the tests' inputs have in common and generated ones keep to.
type domain struct {
	// sorted: the doc comment says the word, and every slice of the tests' rows is sorted.
	sorted bool
	// pairs: arrays of two come in order, the way intervals do.
	pairs bool
}

func domainOf(cfg *Config) domain {
	sorted, pairs, longest, seen := cfg.Sorted, true, 0, 0
	var look func(n node)
	look = func(n node) {
		c, ok := n.(compound)
		if !ok {
			return
		}
		switch c.t.Kind() {
		case reflect.Slice:
			sorted = sorted && inOrder(c.parts)
			longest = max(longest, len(c.parts))
		case reflect.Array:
			if len(c.parts) == 2 {
				pairs = pairs && inOrder(c.parts)
				seen++
			}
		}
		for _, p := range c.parts {
			look(p)
		}
	}
	for _, row := range cfg.Rows {
		for _, fn := range row.Args {
			if n, ok := fromValue(reflect.ValueOf(fn).Call(nil)[0], 0); ok {
				look(n)
			}
		}
	}
	return domain{sorted && longest > 1, pairs && seen > 1}
}

func inOrder(parts []node) bool {
	for i := 1; i < len(parts); i++ {
		if less(parts[i], parts[i-1]) {
			return false
		}
	}
	return true
}

// fit moves arguments into the domain that doc comment, parameter names and tests agree on.
func (g *gen) fit(f *Func, args []node) []node {
	out := make([]node, len(args))
	for i, a := range args {
		out[i] = g.domain.normal(a)
	}
	for _, pair := range g.cfg.Ordered[f.Name] {
		if lo, hi := pair[0], pair[1]; less(out[hi], out[lo]) {
			out[lo], out[hi] = out[hi], out[lo]
		}
	}
	return out
}

func (d domain) normal(n node) node {
	c, ok := n.(compound)
	if !ok || !d.sorted && !d.pairs {
		return n
	}
	parts := make([]node, len(c.parts))
	for i, p := range c.parts {
		parts[i] = d.normal(p)
	}
	if k := c.t.Kind(); k == reflect.Slice && d.sorted || k == reflect.Array && len(parts) == 2 && d.pairs {
		ascending(parts)
	}
	return compound{c.t, parts}
}

// fits says whether a shrunk input is still in the domain.
func (g *gen) fits(in input, w *writer) bool {
	for _, s := range in.steps {
		if !s.fn.Target {
			continue
		}
		for i, fitted := range g.fit(s.fn, s.args) {
			if fitted.render(w, true) != s.args[i].render(w, true) {
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
