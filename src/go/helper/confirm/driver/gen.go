//go:build go1.21

package driver

import (
	"math"
	"math/rand"
	"reflect"
	"sort"
	"strings"
)

// gen makes nodes of any type. Everything it does follows from its seed.
type gen struct {
	*rand.Rand
	cfg     *Config
	pools   map[reflect.Type][]ready
	makers  map[reflect.Type][]Func
	impls   map[reflect.Type][]reflect.Type
	opaque  map[reflect.Type]bool
	letters []rune
	domain  domain
}

func newGen(cfg *Config) *gen {
	g := &gen{cfg: cfg, pools: map[reflect.Type][]ready{}, makers: map[reflect.Type][]Func{}, impls: map[reflect.Type][]reflect.Type{}, opaque: map[reflect.Type]bool{}}
	for _, p := range cfg.Pools {
		fn := reflect.ValueOf(p.Make)
		t := fn.Type().Out(0)
		g.pools[t] = append(g.pools[t], ready{p.Expr, fn})
	}
	for _, c := range cfg.Constructors {
		t := reflect.TypeOf(c.Call).Out(0)
		g.makers[t] = append(g.makers[t], c)
	}
	for _, pair := range cfg.Implementations {
		t := reflect.TypeOf(pair[0]).Elem()
		g.impls[t] = append(g.impls[t], reflect.TypeOf(pair[1]))
	}
	for _, o := range cfg.Opaque {
		g.opaque[reflect.TypeOf(o)] = true
	}
	g.domain = domainOf(cfg)
	seen := map[rune]bool{}
	for _, s := range append([]string{"ab cA1"}, cfg.Strings...) {
		for _, r := range s {
			if !seen[r] {
				seen[r] = true
				g.letters = append(g.letters, r)
			}
		}
	}
	return g
}

func (g *gen) chance(percent int) bool { return g.Intn(100) < percent }

// value makes a node of type t; depth grows with nesting and makes things smaller.
func (g *gen) value(t reflect.Type, depth int) node {
	if pool := g.pools[t]; len(pool) > 0 && (g.chance(35) || !g.fillable(t)) {
		p := pool[g.Intn(len(pool))]
		n, ok := g.apart(p)
		if !ok {
			return p
		}
		if g.chance(50) {
			return n
		}
		return g.vary(n, depth)
	}
	if makers := g.makers[t]; len(makers) > 0 && depth < 5 && (g.chance(75) || g.opaque[base(t)]) {
		return g.construct(makers[g.Intn(len(makers))], depth)
	}
	switch t.Kind() {
	case reflect.Slice:
		return g.slice(t, depth)
	case reflect.Array:
		return g.parts(t, t.Len(), depth, func(int) reflect.Type { return t.Elem() })
	case reflect.Map:
		return g.mapping(t, depth)
	case reflect.Struct:
		if foreign(t, g.cfg.Package) || g.opaque[t] {
			return leaf{reflect.Zero(t)}
		}
		return g.parts(t, t.NumField(), depth, func(i int) reflect.Type { return t.Field(i).Type })
	case reflect.Ptr:
		if g.chance(15+20*depth) && !g.opaque[t.Elem()] {
			return leaf{reflect.Zero(t)}
		}
		return compound{t, []node{g.value(t.Elem(), depth+1)}}
	case reflect.Interface:
		return g.iface(t, depth)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return leaf{reflect.Zero(t)}
	}
	return leaf{g.basic(t)}
}

func base(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Ptr {
		return t.Elem()
	}
	return t
}

func (g *gen) fillable(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Func, reflect.Interface, reflect.Chan:
		return false
	case reflect.Struct:
		return !foreign(t, g.cfg.Package) && !g.opaque[t]
	case reflect.Ptr:
		return g.fillable(t.Elem()) || g.opaque[t.Elem()] && len(g.makers[t]) > 0
	}
	return true
}

// foreign structs with unexported fields have rules of their own.
func foreign(t reflect.Type, pkg string) bool {
	if t.PkgPath() == "" || t.PkgPath() == pkg {
		return false
	}
	for i := 0; i < t.NumField(); i++ {
		if t.Field(i).PkgPath != "" {
			return true
		}
	}
	return false
}

func (g *gen) apart(p ready) (n node, ok bool) {
	defer func() {
		if recover() != nil {
			n, ok = nil, false
		}
	}()
	if k := p.typ().Kind(); k == reflect.Func || k == reflect.Interface {
		return nil, false
	}
	return fromValue(p.eval(), 0)
}

func (g *gen) construct(f Func, depth int) node {
	fn := reflect.ValueOf(f.Call)
	return construct{f.Name, fn, g.args(fn.Type(), 0, depth+1)}
}

// args makes the arguments of a call; arguments of one type are often related in tests, so here too.
func (g *gen) args(t reflect.Type, skip, depth int) []node {
	var out []node
	for i := skip; i < t.NumIn(); i++ {
		var n node
		for _, earlier := range out {
			if earlier.typ() == t.In(i) && g.chance(15) {
				n = g.vary(earlier, depth)
			}
		}
		if n == nil {
			n = g.value(t.In(i), depth)
		}
		out = append(out, n)
	}
	return out
}

func (g *gen) parts(t reflect.Type, count, depth int, of func(int) reflect.Type) node {
	parts := make([]node, count)
	for i := range parts {
		parts[i] = g.value(of(i), depth+1)
	}
	return compound{t, parts}
}

func (g *gen) length(depth int) int {
	switch {
	case g.chance(8):
		return 0
	case g.chance(4) && depth == 0:
		return 10 + g.Intn(20)
	}
	return 1 + g.Intn(6-min(depth, 4))
}

func (g *gen) slice(t reflect.Type, depth int) node {
	if g.chance(6) {
		return leaf{reflect.Zero(t)}
	}
	if t.Elem().Kind() == reflect.Uint8 && g.chance(60) {
		n, _ := fromValue(reflect.ValueOf([]byte(g.text())).Convert(t), 0)
		return n
	}
	count, width := g.length(depth), -1
	if t.Elem().Kind() == reflect.Slice && g.chance(60) {
		width = g.Intn(4)
	}
	var parts []node
	for len(parts) < count {
		switch {
		case len(parts) > 0 && g.chance(25):
			parts = append(parts, parts[g.Intn(len(parts))])
		case width >= 0:
			parts = append(parts, g.parts(t.Elem(), width, depth+1, func(int) reflect.Type { return t.Elem().Elem() }))
		default:
			parts = append(parts, g.value(t.Elem(), depth+1))
		}
	}
	if g.chance(25) {
		ascending(parts)
	}
	return compound{t, parts}
}

// ascending sorts elements that have an order: many functions expect it.
func ascending(parts []node) {
	for _, p := range parts {
		if _, ok := p.(leaf); !ok {
			return
		}
	}
	sort.SliceStable(parts, func(i, j int) bool { return less(parts[i], parts[j]) })
}

func (g *gen) mapping(t reflect.Type, depth int) node {
	if g.chance(6) {
		return leaf{reflect.Zero(t)}
	}
	var parts []node
	for n := g.length(depth); n > 0; n-- {
		key := g.value(t.Key(), depth+1)
		if !hashable(key.eval()) {
			continue
		}
		value := g.value(t.Elem(), depth+1)
		if len(parts) > 0 && g.chance(25) {
			// Ties: what breaks them must not be the order of the map.
			value = parts[2*g.Intn(len(parts)/2)+1]
		}
		parts = append(parts, key, value)
	}
	return compound{t, parts}
}

func hashable(v reflect.Value) bool {
	if v.Kind() == reflect.Float64 || v.Kind() == reflect.Float32 {
		return !math.IsNaN(v.Float())
	}
	return v.Kind() != reflect.Interface || v.IsNil() || v.Elem().Comparable()
}

func (g *gen) iface(t reflect.Type, depth int) node {
	if impls := g.impls[t]; len(impls) > 0 {
		return as{t, g.value(impls[g.Intn(len(impls))], depth+1)}
	}
	if t.NumMethod() > 0 {
		return leaf{reflect.Zero(t)}
	}
	kinds := []reflect.Type{reflect.TypeOf(0), reflect.TypeOf(""), reflect.TypeOf(true), reflect.TypeOf(0.5)}
	if depth < 3 {
		kinds = append(kinds, reflect.TypeOf([]interface{}{}), reflect.TypeOf(map[string]interface{}{}))
	}
	k := g.Intn(len(kinds) + 1)
	if k == len(kinds) {
		return leaf{reflect.Zero(t)}
	}
	return as{t, g.value(kinds[k], depth+1)}
}

// as is a value seen as an interface.
type as struct {
	t reflect.Type
	n node
}

func (n as) typ() reflect.Type { return n.t }
func (n as) size() int         { return n.n.size() }
func (n as) eval() reflect.Value {
	v := reflect.New(n.t).Elem()
	v.Set(n.n.eval())
	return v
}
func (n as) render(w *writer, _ bool) string { return n.n.render(w, true) }
func (n as) smaller() []node {
	var out []node
	for _, s := range n.n.smaller() {
		out = append(out, as{n.t, s})
	}
	return out
}

// vary changes a node a little: the neighbourhood of what a test shows.
func (g *gen) vary(n node, depth int) node {
	c, ok := n.(compound)
	if !ok {
		if l, ok := n.(leaf); ok {
			return g.varyLeaf(l, depth)
		}
		return n
	}
	if g.opaque[base(c.t)] {
		return n
	}
	parts := append([]node{}, c.parts...)
	if c.t.Kind() == reflect.Slice && (len(parts) == 0 || g.chance(60)) {
		switch k := g.Intn(5); {
		case len(parts) == 0 || k == 0:
			parts = append(parts, g.value(c.t.Elem(), depth+1))
		case k == 1:
			i := g.Intn(len(parts))
			parts = append(parts[:i], parts[i+1:]...)
		case k == 2:
			parts = append(parts, parts[g.Intn(len(parts))])
		case k == 3:
			g.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		default:
			for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
				parts[i], parts[j] = parts[j], parts[i]
			}
		}
		return compound{c.t, parts}
	}
	if c.t.Kind() == reflect.Map && len(parts) >= 2 && g.chance(40) {
		return compound{c.t, parts[2:]}
	}
	if len(parts) > 0 {
		i := g.Intn(len(parts))
		parts[i] = g.vary(parts[i], depth+1)
	}
	return compound{c.t, parts}
}

func (g *gen) varyLeaf(l leaf, depth int) node {
	switch l.v.Kind() {
	case reflect.String:
		return leaf{reflect.ValueOf(g.varyText(l.v.String())).Convert(l.v.Type())}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if g.chance(70) {
			return leaf{reflect.ValueOf(l.v.Int() + int64(g.Intn(5)-2)).Convert(l.v.Type())}
		}
	}
	return g.value(l.typ(), depth)
}

func (g *gen) varyText(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return g.text()
	}
	i := g.Intn(len(r))
	letter := g.letters[g.Intn(len(g.letters))]
	switch g.Intn(8) {
	case 0:
		r = append(r[:i], r[i+1:]...)
	case 1:
		r = append(r[:i+1], r[i:]...)
	case 2:
		j := g.Intn(len(r))
		r[i], r[j] = r[j], r[i]
	case 3:
		r[i] = letter
	case 4:
		r = append(r[:i], append([]rune{letter}, r[i:]...)...)
	case 5:
		return s[len(string(r[:i])):]
	case 6:
		if g.chance(50) {
			return strings.ToUpper(s)
		}
		return strings.ToLower(s)
	default:
		g.Shuffle(len(r), func(i, j int) { r[i], r[j] = r[j], r[i] })
	}
	return string(r)
}
