//go:build go1.21

package driver

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"time"
)

// input is a program: a receiver where methods are the target, and calls in order.
type input struct {
	receiver node
	steps    []step
}

type step struct {
	fn   *Func
	args []node
}

func (in input) render(w *writer) string {
	if in.receiver == nil {
		return renderCall(w, in.steps[len(in.steps)-1], 0)
	}
	made := in.receiver.render(w, true)
	if len(in.steps) == 1 {
		if strings.HasPrefix(made, "&") {
			made = "(" + made + ")"
		}
		return made + "." + renderCall(w, in.steps[0], 1)
	}
	out := []string{"v := " + made}
	for _, s := range in.steps {
		out = append(out, "v."+renderCall(w, s, 1))
	}
	return strings.Join(out, "; ")
}

func renderCall(w *writer, s step, skip int) string {
	return s.fn.Name + "(" + renderArgs(w, reflect.TypeOf(s.fn.Call), skip, s.args) + ")"
}

// kinds of what an input can lead to.
const (
	valued   = "value"
	failed   = "error"
	panicked = "panic"
	hung     = "hang"
	crashed  = "crash"
	unmade   = "invalid"
)

// argumentBecomes begins what is said of an argument that a call changes.
const argumentBecomes = "; argument"

// answer is what one step did: exact for people, loose to compare, args what changed in the arguments.
type answer struct {
	kind, exact, loose, args string
}

type outcome []answer

func (o outcome) same(p outcome) bool {
	if len(o) != len(p) {
		return false
	}
	for i := range o {
		if o[i].loose != p[i].loose || o[i].args != p[i].args {
			return false
		}
	}
	return true
}

// misbehaves says whether it ended without a result, or changed what it was given.
func (o outcome) misbehaves() bool {
	for _, a := range o {
		if a.kind == panicked || a.kind == hung || a.kind == crashed || strings.HasPrefix(a.args, argumentBecomes) {
			return true
		}
	}
	return false
}

func (o outcome) last() answer { return o[len(o)-1] }

// run runs one input for one candidate; false when it did not come back in time.
func (d *driver) run(in input, candidate int) (outcome, bool) {
	d.cfg.Select(candidate)
	done := make(chan outcome, 1)
	go func() {
		finished := false
		var out outcome
		defer func() {
			if !finished {
				// runtime.Goexit in the candidate.
				out = append(out, answer{kind: panicked, exact: "ends its goroutine", loose: "ends its goroutine"})
			}
			done <- out
		}()
		out = d.steps(in)
		finished = true
	}()
	timer := time.NewTimer(d.limit)
	defer timer.Stop()
	select {
	case out := <-done:
		return out, true
	case <-timer.C:
		return outcome{{kind: hung, exact: "does not return", loose: "hang"}}, false
	}
}

func (d *driver) steps(in input) outcome {
	var out outcome
	var receiver []reflect.Value
	if in.receiver != nil {
		v, ok := d.make(in.receiver)
		if !ok {
			return outcome{{kind: unmade}}
		}
		receiver = append(receiver, v)
	}
	for _, s := range in.steps {
		args := append([]reflect.Value{}, receiver...)
		for _, n := range s.args {
			v, ok := d.make(n)
			if !ok {
				return outcome{{kind: unmade}}
			}
			args = append(args, v)
		}
		one := d.call(s.fn, args, len(receiver))
		out = append(out, one)
		if one.kind == panicked {
			break
		}
	}
	return out
}

func (d *driver) make(n node) (v reflect.Value, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return n.eval(), true
}

func (d *driver) call(fn *Func, args []reflect.Value, skip int) (out answer) {
	before := d.written(args, skip)
	defer func() {
		if r := recover(); r != nil {
			out = panicAnswer(r)
		}
	}()
	results := invoke(reflect.ValueOf(fn.Call), args)
	out = d.results(results)
	after := d.written(args, skip)
	for i := range before {
		if before[i] != after[i] {
			out.args += fmt.Sprintf(argumentBecomes+" %d becomes %s", i+1, after[i])
		}
	}
	if skip > 0 && fn.Target {
		// A receiver's visible state is a result too.
		out.args += "; receiver " + d.loose.value(args[0], false)
	}
	return out
}

// written renders the arguments that a callee can change.
func (d *driver) written(args []reflect.Value, skip int) []string {
	out := make([]string, len(args)-skip)
	for i, a := range args[skip:] {
		switch a.Kind() {
		case reflect.Slice, reflect.Map, reflect.Ptr:
			out[i] = d.loose.value(a, false)
		}
	}
	return out
}

func (d *driver) results(results []reflect.Value) answer {
	exact, loose := make([]string, len(results)), make([]string, len(results))
	kind := valued
	for i, r := range results {
		r = d.unfold(r)
		exact[i], loose[i] = d.exact.value(r, false), d.loose.value(r, false)
		if k := r.Kind(); k == reflect.Slice || k == reflect.Map || k == reflect.Ptr {
			if !(r.IsNil() && len(results) > 1) {
				exact[i] = d.exact.typed(r)
			}
		}
	}
	if n := len(results); n > 0 && results[n-1].Type() == errorType && !results[n-1].IsNil() {
		kind = failed
		for i := range results[:n-1] {
			loose[i] = "_"
		}
	}
	return answer{kind: kind, exact: strings.Join(exact, ", "), loose: strings.Join(loose, ", ")}
}

// mostYields values of an iterator are looked at: it may go on for ever.
const mostYields = 40

// unfold looks into a function that was returned: what it gives when called, or what it yields.
func (d *driver) unfold(r reflect.Value) reflect.Value {
	if r.Kind() != reflect.Func || r.IsNil() {
		return r
	}
	t := r.Type()
	seen := reflect.ValueOf([]interface{}{})
	note := func(values []reflect.Value) {
		for _, v := range values {
			seen = reflect.Append(seen, reflect.ValueOf(d.loose.typed(v)))
		}
	}
	if t.NumIn() == 1 && t.NumOut() == 0 && t.In(0).Kind() == reflect.Func && t.In(0).NumOut() == 1 && t.In(0).Out(0).Kind() == reflect.Bool {
		yield := t.In(0)
		// One value each: the slice that a test compares with.
		list := yield.NumIn() == 1
		if list {
			seen = reflect.MakeSlice(reflect.SliceOf(yield.In(0)), 0, 0)
		}
		r.Call([]reflect.Value{reflect.MakeFunc(yield, func(args []reflect.Value) []reflect.Value {
			if list {
				seen = reflect.Append(seen, args[0])
			} else {
				note(args)
			}
			return []reflect.Value{reflect.ValueOf(seen.Len() <= mostYields).Convert(yield.Out(0))}
		})})
		return seen
	}
	g := newGen(d.cfg)
	g.Rand = d.fixed()
	for i := 0; i < 4; i++ {
		note(invoke(r, evalAll(g.args(t, 0, 1))))
	}
	return seen
}

func panicAnswer(r interface{}) answer {
	if err, ok := r.(runtime.Error); ok {
		return answer{kind: panicked, exact: "panics: " + err.Error(), loose: "panic: runtime error"}
	}
	return answer{kind: panicked, exact: fmt.Sprintf("panics: %v", r), loose: "panic"}
}
