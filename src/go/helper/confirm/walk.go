package confirm

import (
	"go/ast"
	"go/types"
	"sort"
	"strings"
)

// callable is a function or a method with its type arguments chosen.
type callable struct {
	fn *types.Func
	// expr is how the test file writes it: `Merge`, `Map[int, string]`; of a method only its name.
	expr string
	// value is an expression of the function's value: of a method its method expression.
	value  string
	sig    *types.Signature
	recv   types.Type // nil for functions
	target bool
}

func (c *callable) params() []types.Type {
	var out []types.Type
	for i := 0; i < c.sig.Params().Len(); i++ {
		out = append(out, c.sig.Params().At(i).Type())
	}
	return out
}

// world is everything about the package that making inputs needs.
type world struct {
	pkg     *types.Package
	p       *printer
	tests   []*tests
	targets map[string]bool
	bodies  map[types.Object]*ast.BlockStmt

	callables []*callable
	methods   map[string]*callable
	ctors     map[string]*callable
	pools     map[string][]entry
	impls     map[string][]string
	opaque    map[string]types.Type
	hidden    map[string]types.Type
	seen      map[string]string // type → why it cannot be made, empty where it can
	receivers map[string]bool
	// sorted: a target's doc comment says the word.
	sorted bool
}

// need prepares for making values of a type; it says why that is not possible.
func (w *world) need(t types.Type) string {
	t = unalias(t)
	key := types.TypeString(t, nil)
	if why, ok := w.seen[key]; ok {
		return why
	}
	w.seen[key] = ""
	why := w.needNew(t, key)
	w.seen[key] = why
	return why
}

func (w *world) needNew(t types.Type, key string) string {
	if !nameable(t, w.pkg) {
		return "a type that cannot be named here: " + key
	}
	if es := outsideEntries(t); len(es) > 0 {
		w.pools[key] = append(w.pools[key], es...)
		if key != "error" {
			return ""
		}
	}
	if n := named(t); n != nil && n.Obj().Pkg() == w.pkg {
		w.constructors(n)
	}
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return "a channel: " + w.p.text(t)
	case *types.Signature:
		es := funcEntries(w.p, t)
		if len(es) == 0 {
			return "a function that nothing can be made up for: " + w.p.text(t)
		}
		w.pools[key] = append(w.pools[key], es...)
	case *types.Interface:
		return w.needInterface(t, u, key)
	case *types.Pointer:
		return w.need(u.Elem())
	case *types.Slice:
		return w.need(u.Elem())
	case *types.Array:
		return w.need(u.Elem())
	case *types.Map:
		if why := w.need(u.Key()); why != "" {
			return why
		}
		return w.need(u.Elem())
	case *types.Struct:
		return w.needStruct(t, u, key)
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return "an unsafe pointer"
		}
	}
	return ""
}

func (w *world) needStruct(t types.Type, u *types.Struct, key string) string {
	n := named(t)
	own := n == nil || n.Obj().Pkg() == w.pkg
	for i := 0; i < u.NumFields(); i++ {
		f := u.Field(i)
		if !own && !f.Exported() {
			return "a type of another package that only that package can make: " + key
		}
	}
	for i := 0; i < u.NumFields(); i++ {
		// A field that cannot be made stays zero; one of this package's types still wants its constructors.
		w.need(u.Field(i).Type())
	}
	return ""
}

func (w *world) needInterface(t types.Type, u *types.Interface, key string) string {
	if u.NumMethods() == 0 {
		return ""
	}
	if key == "error" {
		return ""
	}
	for _, name := range w.pkg.Scope().Names() {
		tn, ok := w.pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
			continue
		}
		if n, ok := tn.Type().(*types.Named); !ok || n.TypeParams().Len() > 0 {
			continue
		}
		for _, impl := range []types.Type{tn.Type(), types.NewPointer(tn.Type())} {
			if types.Implements(impl, u) && w.need(impl) == "" {
				w.impls[w.p.text(t)] = append(w.impls[w.p.text(t)], w.p.text(impl))
				break
			}
		}
	}
	if len(w.impls[w.p.text(t)]) == 0 {
		return "an interface without an implementation here: " + w.p.text(t)
	}
	return ""
}

// constructors finds functions of the package that make a type, and decides what of it may be seen
// and filled.
func (w *world) constructors(n *types.Named) {
	origin := n.Origin()
	found := false
	for _, name := range w.pkg.Scope().Names() {
		f, ok := w.pkg.Scope().Lookup(name).(*types.Func)
		if !ok || w.stub(f) {
			continue
		}
		sig := f.Type().(*types.Signature)
		res := sig.Results()
		if res.Len() == 0 || res.Len() > 2 || res.Len() == 2 && res.At(1).Type().String() != "error" {
			continue
		}
		made := named(res.At(0).Type())
		if made == nil || made.Origin() != origin || strings.HasPrefix(name, "Must") {
			continue
		}
		c := &callable{fn: f, expr: name, value: name, sig: sig, target: w.targets[name]}
		if sig.TypeParams().Len() > 0 {
			if sig.TypeParams().Len() != n.TypeArgs().Len() {
				continue
			}
			c = w.instantiate(f, args(n))
		}
		if c == nil || !types.Identical(named(c.sig.Results().At(0).Type()), n) {
			continue
		}
		makeable := true
		for _, p := range c.params() {
			makeable = makeable && w.need(p) == ""
		}
		if makeable {
			w.ctors[c.value] = c
			found = found || strings.HasPrefix(strings.ToLower(name), "new") || c.target
		}
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return
	}
	private, mutators, observers := false, 0, 0
	for i := 0; i < st.NumFields(); i++ {
		private = private || !st.Field(i).Exported()
	}
	for i := 0; i < n.NumMethods(); i++ {
		sig := n.Method(i).Type().(*types.Signature)
		if _, ptr := sig.Recv().Type().(*types.Pointer); ptr {
			mutators++
		}
		if sig.Results().Len() > 0 {
			observers++
		}
	}
	key := w.p.text(n)
	if private && (found || w.receivers[n.Obj().Name()] && mutators > 1) {
		w.opaque[key] = n
	}
	if private && observers > 0 && (found || mutators > 0) {
		w.hidden[key] = n
	}
	if w.receivers[n.Obj().Name()] || found {
		w.methodsOf(n)
	}
}

// stub says whether a function only panics: calling it shows nothing.
func (w *world) stub(f types.Object) bool {
	if fn, ok := f.(*types.Func); ok {
		f = fn.Origin()
		if w.targets[funcName(fn.Origin())] {
			return false
		}
	}
	body := w.bodies[f]
	if body == nil || len(body.List) != 1 {
		return body == nil
	}
	es, ok := body.List[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := es.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "panic"
}

func args(n *types.Named) []types.Type {
	var out []types.Type
	for i := 0; i < n.TypeArgs().Len(); i++ {
		out = append(out, n.TypeArgs().At(i))
	}
	return out
}

func (w *world) instantiate(f *types.Func, args []types.Type) *callable {
	sig := f.Type().(*types.Signature)
	inst, err := types.Instantiate(nil, sig, args, true)
	if err != nil {
		return nil
	}
	var names []string
	for _, a := range args {
		names = append(names, w.p.text(a))
	}
	expr := f.Name() + "[" + strings.Join(names, ", ") + "]"
	return &callable{fn: f, expr: expr, value: expr, sig: inst.(*types.Signature), target: w.targets[f.Name()]}
}

// methodsOf lists the callable methods of a type, on its pointer where any of them wants that.
func (w *world) methodsOf(n *types.Named) {
	var recv types.Type = n
	for i := 0; i < n.NumMethods(); i++ {
		if _, ok := n.Method(i).Type().(*types.Signature).Recv().Type().(*types.Pointer); ok {
			recv = types.NewPointer(n)
		}
	}
	var names []string
	set := types.NewMethodSet(recv)
	for i := 0; i < set.Len(); i++ {
		f := set.At(i).Obj().(*types.Func)
		if f.Pkg() == w.pkg && len(set.At(i).Index()) == 1 && !w.stub(f) {
			names = append(names, f.Name())
		}
	}
	sort.Strings(names)
	for _, name := range names {
		sel := set.Lookup(w.pkg, name)
		f := sel.Obj().(*types.Func)
		c := &callable{fn: f, expr: name, sig: sel.Type().(*types.Signature), recv: recv}
		c.target = w.targets[funcName(f.Origin())]
		c.value = "(" + w.p.text(recv) + ")." + name
		if _, ok := w.methods[c.value]; ok {
			continue
		}
		w.methods[c.value] = c
		usable := true
		for _, p := range c.params() {
			usable = usable && w.need(p) == ""
		}
		for i := 0; i < c.sig.Results().Len(); i++ {
			_, isChan := c.sig.Results().At(i).Type().Underlying().(*types.Chan)
			usable = usable && !isChan
		}
		if !usable {
			delete(w.methods, c.value)
		}
	}
}
