//go:build go1.21

package driver

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"unsafe"
)

// node is an expression that makes one value: evaluated afresh for every candidate, rendered for
// people, and shrunk.
type node interface {
	// eval panics with invalid when a constructor refuses.
	eval() reflect.Value
	// render writes a Go expression; typed when nothing around it says what type it has.
	render(w *writer, typed bool) string
	// smaller gives simpler expressions of the same type, boldest first.
	smaller() []node
	size() int
	typ() reflect.Type
}

type invalid struct{}

// leaf is a basic value, or nil, or a zero value.
type leaf struct{ v reflect.Value }

func (n leaf) eval() reflect.Value { return n.v }
func (n leaf) typ() reflect.Type   { return n.v.Type() }
func (n leaf) render(w *writer, typed bool) string {
	if typed {
		return w.typed(n.v)
	}
	return w.value(n.v, false)
}

// compound is a slice, array, map (keys and values in turn), struct or pointer with its parts.
type compound struct {
	t     reflect.Type
	parts []node
}

func (n compound) typ() reflect.Type { return n.t }
func (n compound) eval() reflect.Value {
	v := reflect.New(n.t).Elem()
	switch n.t.Kind() {
	case reflect.Slice:
		v.Set(reflect.MakeSlice(n.t, len(n.parts), len(n.parts)))
		fallthrough
	case reflect.Array:
		for i, p := range n.parts {
			v.Index(i).Set(p.eval())
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(n.t))
		for i := 0; i+1 < len(n.parts); i += 2 {
			v.SetMapIndex(n.parts[i].eval(), n.parts[i+1].eval())
		}
	case reflect.Struct:
		for i, p := range n.parts {
			settable(v.Field(i)).Set(p.eval())
		}
	case reflect.Ptr:
		v.Set(reflect.New(n.t.Elem()))
		v.Elem().Set(n.parts[0].eval())
	}
	return v
}

// settable lifts the ban on unexported fields; v must be addressable.
func settable(v reflect.Value) reflect.Value {
	if v.CanSet() {
		return v
	}
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

func (n compound) render(w *writer, typed bool) string {
	var parts []string
	switch n.t.Kind() {
	case reflect.Ptr:
		inner := n.parts[0].render(w, true)
		if c, ok := n.parts[0].(compound); ok && c.t.Kind() != reflect.Ptr {
			return "&" + inner
		}
		if l, ok := n.parts[0].(leaf); ok && l.v.Kind() == reflect.Struct {
			return "&" + inner
		}
		return fmt.Sprintf("func() %s { v := %s; return &v }()", w.typeName(n.t), inner)
	case reflect.Map:
		seen := map[string]bool{}
		for i := 0; i+1 < len(n.parts); i += 2 {
			key := n.parts[i].render(w, false)
			if !seen[key] {
				seen[key] = true
				parts = append(parts, key+": "+n.parts[i+1].render(w, false))
			}
		}
		sort.Strings(parts)
	case reflect.Struct:
		for i, p := range n.parts {
			if f := n.t.Field(i); f.Name != "_" && !isZero(p) {
				parts = append(parts, f.Name+": "+p.render(w, f.Type.Kind() == reflect.Interface))
			}
		}
	default:
		if text, ok := bytesText(n.eval()); ok {
			return w.typeName(n.t) + "(" + text + ")"
		}
		for _, p := range n.parts {
			parts = append(parts, p.render(w, n.t.Elem().Kind() == reflect.Interface))
		}
	}
	return w.typeName(n.t) + "{" + strings.Join(parts, ", ") + "}"
}

func isZero(n node) bool {
	l, ok := n.(leaf)
	return ok && l.v.IsZero()
}

// ready is a value that only source text can make.
type ready struct {
	expr string
	make reflect.Value
}

func (n ready) eval() reflect.Value         { return n.make.Call(nil)[0] }
func (n ready) typ() reflect.Type           { return n.make.Type().Out(0) }
func (n ready) render(*writer, bool) string { return n.expr }
func (n ready) smaller() []node             { return nil }
func (n ready) size() int                   { return 1 + len(n.expr)/8 }

// construct is the first result of a call of the package's own functions.
type construct struct {
	name string
	fn   reflect.Value
	args []node
}

func (n construct) typ() reflect.Type { return n.fn.Type().Out(0) }
func (n construct) eval() reflect.Value {
	out := invoke(n.fn, evalAll(n.args))
	if last := out[len(out)-1]; len(out) > 1 && last.Type() == errorType && !last.IsNil() {
		panic(invalid{})
	}
	return out[0]
}
func (n construct) render(w *writer, _ bool) string {
	return n.name + "(" + renderArgs(w, n.fn.Type(), 0, n.args) + ")"
}

func evalAll(nodes []node) []reflect.Value {
	out := make([]reflect.Value, len(nodes))
	for i, n := range nodes {
		out[i] = n.eval()
	}
	return out
}

func invoke(fn reflect.Value, args []reflect.Value) []reflect.Value {
	for i := range args {
		if want := fn.Type().In(i); args[i].Type() != want {
			args[i] = args[i].Convert(want)
		}
	}
	if fn.Type().IsVariadic() {
		return fn.CallSlice(args)
	}
	return fn.Call(args)
}

// renderArgs spreads a variadic's slice the way a person would write it.
func renderArgs(w *writer, t reflect.Type, skip int, args []node) string {
	var parts []string
	for i, a := range args {
		if t.IsVariadic() && i+skip == t.NumIn()-1 {
			c, ok := a.(compound)
			if !ok {
				if !isZero(a) {
					parts = append(parts, a.render(w, true)+"...")
				}
				continue
			}
			for _, p := range c.parts {
				parts = append(parts, p.render(w, c.t.Elem().Kind() == reflect.Interface))
			}
			continue
		}
		parts = append(parts, a.render(w, t.In(i+skip).Kind() == reflect.Interface))
	}
	return strings.Join(parts, ", ")
}

// fromValue takes a value apart so that it can be varied; false where only its source can make it.
func fromValue(v reflect.Value, depth int) (node, bool) {
	if depth > 12 {
		return nil, false
	}
	t := v.Type()
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Ptr, reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer:
		if v.IsNil() {
			return leaf{reflect.Zero(t)}, true
		}
	}
	var parts []node
	add := func(part reflect.Value) bool {
		n, ok := fromValue(part, depth+1)
		parts = append(parts, n)
		return ok
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		for i := 0; i < v.Len(); i++ {
			if !add(v.Index(i)) {
				return nil, false
			}
		}
	case reflect.Map:
		for _, k := range sortedKeys(v) {
			if !add(k) || !add(v.MapIndex(k)) {
				return nil, false
			}
		}
	case reflect.Struct:
		if t.PkgPath() == "time" || t.PkgPath() == "sync" {
			return nil, false
		}
		addressable := reflect.New(t).Elem()
		addressable.Set(v)
		for i := 0; i < v.NumField(); i++ {
			if !add(settable(addressable.Field(i))) {
				return nil, false
			}
		}
	case reflect.Ptr:
		if !add(v.Elem()) {
			return nil, false
		}
	case reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer, reflect.Uintptr:
		return nil, false
	default:
		return leaf{v}, true
	}
	return compound{t, parts}, true
}
