// Package control is laid over a package whose functions are measured by their opposite, under that package's name: once
// the body of a function has run, what it returned becomes another value of its type, or what it was given is put back
// as it was. Tests that stay green then do not look at what the function does. Which of that happens is told by the name
// that every run of a test binary has: nothing but the table below knows what a name stands for. Nothing is imported by
// its own name and nothing newer than Go 1.13 is used: the package may have names of its own and an old language version.
package control

import (
	stubwrightOS "os"
	stubwrightReflect "reflect"
	stubwrightRuntime "runtime"
	stubwrightStrings "strings"
	stubwrightSync "sync"
	stubwrightAtomic "sync/atomic"
	stubwrightUnsafe "unsafe"
)

// By the sum of a run's name: eight times the number of a function, and what is done to it.
var stubwrightPlans = map[uint64]int{}

// As their file names them, F or T.M.
var stubwrightNames = []string{}

// The package's own variables.
var stubwrightState = []interface{}{}

const (
	stubwrightOther   = 1
	stubwrightZero    = 2
	stubwrightBack    = 3
	stubwrightWithout = 4
	stubwrightTurns   = 5
)

var (
	stubwrightOnce        stubwrightSync.Once
	stubwrightMode        int
	stubwrightChosen      int
	stubwrightDepth       int32
	stubwrightCalls       int32
	stubwrightStacks      int32
	stubwrightLock        stubwrightSync.Mutex
	stubwrightSeen        = map[uintptr]bool{}
	stubwrightHeld        int32
	stubwrightNothing     = func() {}
	stubwrightErrorType   = stubwrightReflect.TypeOf((*error)(nil)).Elem()
	stubwrightFailureType = stubwrightReflect.TypeOf(&stubwrightFailure{})
)

// What stands where there was no error.
type stubwrightFailure struct{ text string }

func (f *stubwrightFailure) Error() string { return f.text }

func stubwrightChoose() {
	name := stubwrightOS.Getenv("STUBWRIGHT_REACHED")
	sum := uint64(14695981039346656037)
	at := stubwrightStrings.LastIndex(name, "reached-")
	for i := at; at >= 0 && i < len(name); i++ {
		sum = (sum ^ uint64(name[i])) * 1099511628211
	}
	if plan, ok := stubwrightPlans[sum]; ok {
		stubwrightMode, stubwrightChosen = plan%8, plan/8
	}
}

// At the entry of a function, with pointers to what it is given and to what it returns; what comes of it runs at the end.
func stubwrightControl(target int, args, results []interface{}) func() {
	stubwrightOnce.Do(stubwrightChoose)
	if target != stubwrightChosen || stubwrightMode == 0 || stubwrightMode == stubwrightWithout {
		return stubwrightNothing
	}
	outermost := stubwrightAtomic.AddInt32(&stubwrightDepth, 1) == 1 || !stubwrightInside(target)
	// What relates two results to each other does not see both become others alike.
	if outermost && stubwrightMode == stubwrightTurns && stubwrightAtomic.AddInt32(&stubwrightCalls, 1)%2 == 0 {
		outermost = false
	}
	if outermost && stubwrightMode != stubwrightBack {
		stubwrightCallbacks(args)
	}
	var keeper stubwrightKeeper
	if outermost && stubwrightMode == stubwrightBack {
		keeper.begin(args)
	}
	return func() {
		defer stubwrightAtomic.AddInt32(&stubwrightDepth, -1)
		if !outermost {
			return
		}
		if stubwrightMode == stubwrightBack {
			keeper.putBack()
			return
		}
		for _, result := range results {
			stubwrightSpoil(stubwrightReflect.ValueOf(result).Elem())
		}
	}
}

// Whether the body of a function is left out.
func stubwrightLeftOut(target int) bool {
	stubwrightOnce.Do(stubwrightChoose)
	return target == stubwrightChosen && stubwrightMode == stubwrightWithout
}

// Whether a call stands within another one of the same function. Where that is asked too often it is taken to be so.
func stubwrightInside(target int) bool {
	if stubwrightAtomic.AddInt32(&stubwrightStacks, 1) > 200000 {
		return true
	}
	var pcs [64]uintptr
	// Above this function, the one that asks and the call that is asked about; a recursion's caller is the next one.
	for _, most := range []int{4, len(pcs)} {
		n := stubwrightRuntime.Callers(4, pcs[:most])
		for _, pc := range pcs[:n] {
			if stubwrightIs(target, pc) {
				return true
			}
		}
		if n == len(pcs) {
			return true
		}
		if n < most {
			break
		}
	}
	var text [1 << 14]byte
	stack := string(text[:stubwrightRuntime.Stack(text[:], false)])
	at := stubwrightStrings.LastIndex(stack, "\ncreated by ")
	return at >= 0 && stubwrightNamed(target, stubwrightStrings.Split(stack[at+len("\ncreated by "):], " ")[0])
}

// Whether a place in the code is in a function, remembered: stacks hold the same ones again and again.
func stubwrightIs(target int, pc uintptr) bool {
	stubwrightLock.Lock()
	defer stubwrightLock.Unlock()
	is, ok := stubwrightSeen[pc]
	if !ok {
		f := stubwrightRuntime.FuncForPC(pc - 1)
		is = f != nil && stubwrightNamed(target, f.Name())
		stubwrightSeen[pc] = is
	}
	return is
}

func stubwrightNamed(target int, name string) bool {
	pc, _, _, _ := stubwrightRuntime.Caller(0)
	own := stubwrightStrings.TrimSuffix(stubwrightRuntime.FuncForPC(pc).Name(), "stubwrightNamed")
	if !stubwrightStrings.HasPrefix(name, own) {
		return false
	}
	name = stubwrightStrings.Replace(name[len(own):], "[...]", "", -1)
	name = stubwrightStrings.NewReplacer("(*", "", ")", "").Replace(name)
	wanted := stubwrightNames[target]
	return name == wanted || stubwrightStrings.HasPrefix(name, wanted+".") || stubwrightStrings.HasPrefix(name, wanted+"-")
}

// What a function hands to one that it is given, and that gives nothing back, is a result too.
func stubwrightCallbacks(args []interface{}) {
	for _, arg := range args {
		f := stubwrightReflect.ValueOf(arg).Elem()
		if f.Kind() != stubwrightReflect.Func || f.IsNil() || f.Type().NumOut() > 0 || f.Type().NumIn() == 0 {
			continue
		}
		given := stubwrightReflect.New(f.Type()).Elem()
		given.Set(f)
		f.Set(stubwrightGiven(given, 0))
	}
}

func stubwrightSpoil(result stubwrightReflect.Value) {
	defer func() { recover() }()
	if other, ok := stubwrightChanged(result, stubwrightMode == stubwrightZero, 0); ok {
		result.Set(other)
	}
}

// Types whose memory belongs to the run time, to the system or to the test: a copy of it would break more than a result.
func stubwrightApart(t stubwrightReflect.Type) bool {
	switch path := t.PkgPath(); path {
	case "context", "net", "os", "reflect", "runtime", "sync", "sync/atomic", "testing", "unique", "weak":
		return true
	default:
		return stubwrightStrings.HasPrefix(path, "internal/") || stubwrightStrings.HasPrefix(path, "runtime/")
	}
}

// A field that may be set, whatever its name is.
func stubwrightOpen(v stubwrightReflect.Value) stubwrightReflect.Value {
	if v.CanSet() {
		return v
	}
	return stubwrightReflect.NewAt(v.Type(), stubwrightUnsafe.Pointer(v.UnsafeAddr())).Elem()
}

const stubwrightMost = 256

// Another value of the same type, as zero as can be or unlike it in everything; false where there is none.
func stubwrightChanged(v stubwrightReflect.Value, zero bool, depth int) (stubwrightReflect.Value, bool) {
	t := v.Type()
	out := stubwrightReflect.New(t).Elem()
	if depth > 4 || stubwrightApart(t) && t.Kind() != stubwrightReflect.Interface {
		return out, false
	}
	switch t.Kind() {
	case stubwrightReflect.Bool:
		out.SetBool(!v.Bool() && !zero)
		return out, v.Bool() || !zero
	case stubwrightReflect.Int, stubwrightReflect.Int8, stubwrightReflect.Int16, stubwrightReflect.Int32, stubwrightReflect.Int64:
		if !zero || v.Int() == 0 {
			out.SetInt(v.Int() + 1)
		}
	case stubwrightReflect.Uint, stubwrightReflect.Uint8, stubwrightReflect.Uint16, stubwrightReflect.Uint32, stubwrightReflect.Uint64, stubwrightReflect.Uintptr:
		if !zero || v.Uint() == 0 {
			out.SetUint(v.Uint() + 1)
		}
	case stubwrightReflect.Float32, stubwrightReflect.Float64:
		f := v.Float()
		if f == 0 || !zero {
			out.SetFloat(f + 1)
		}
		if f != f || out.Float() == f {
			out.SetFloat(0)
		}
	case stubwrightReflect.Complex64, stubwrightReflect.Complex128:
		if c := v.Complex(); c == 0 || !zero {
			out.SetComplex(c + 1)
		}
	case stubwrightReflect.String:
		if !zero || v.Len() == 0 {
			out.SetString(v.String() + "~")
		}
	case stubwrightReflect.Slice:
		return stubwrightSlice(v, out, zero, depth)
	case stubwrightReflect.Array:
		out.Set(v)
		return out, stubwrightElements(out, zero, depth)
	case stubwrightReflect.Map:
		return stubwrightMap(v, out, zero, depth)
	case stubwrightReflect.Struct:
		return stubwrightStruct(v, out, zero, depth)
	case stubwrightReflect.Ptr:
		return stubwrightPointer(v, out, zero, depth)
	case stubwrightReflect.Interface:
		return stubwrightInterface(v, out, zero, depth)
	case stubwrightReflect.Func:
		out.Set(stubwrightFunc(v, zero, depth))
	case stubwrightReflect.Chan:
		closed := stubwrightReflect.MakeChan(stubwrightReflect.ChanOf(stubwrightReflect.BothDir, t.Elem()), 0)
		closed.Close()
		out.Set(closed.Convert(t))
	default:
		return out, false
	}
	return out, true
}

func stubwrightElements(v stubwrightReflect.Value, zero bool, depth int) bool {
	any := false
	for i := 0; i < v.Len() && i < stubwrightMost; i++ {
		if other, ok := stubwrightChanged(v.Index(i), zero, depth+1); ok {
			v.Index(i).Set(other)
			any = true
		}
	}
	return any
}

func stubwrightSlice(v, out stubwrightReflect.Value, zero bool, depth int) (stubwrightReflect.Value, bool) {
	if zero && v.Len() > 0 {
		return out, true
	}
	n := v.Len()
	if n == 0 {
		n = 1
	}
	out.Set(stubwrightReflect.MakeSlice(v.Type(), n, n))
	stubwrightReflect.Copy(out, v)
	if !stubwrightElements(out, zero, depth) && v.Len() > 0 {
		out.Set(stubwrightReflect.Append(out, stubwrightReflect.Zero(v.Type().Elem())))
	}
	return out, true
}

func stubwrightMap(v, out stubwrightReflect.Value, zero bool, depth int) (stubwrightReflect.Value, bool) {
	t := v.Type()
	out.Set(stubwrightReflect.MakeMap(t))
	if v.Len() == 0 {
		out.SetMapIndex(stubwrightReflect.Zero(t.Key()), stubwrightReflect.Zero(t.Elem()))
		return out, true
	}
	if zero {
		return out, true
	}
	for _, key := range v.MapKeys() {
		if other, ok := stubwrightChanged(v.MapIndex(key), false, depth+1); ok {
			out.SetMapIndex(key, other)
		}
	}
	return out, true
}

func stubwrightStruct(v, out stubwrightReflect.Value, zero bool, depth int) (stubwrightReflect.Value, bool) {
	if zero && !v.IsZero() {
		return out, true
	}
	out.Set(v)
	any := false
	for i := 0; i < out.NumField(); i++ {
		field := stubwrightOpen(out.Field(i))
		if other, ok := stubwrightChanged(field, zero, depth+1); ok {
			field.Set(other)
			any = true
		}
	}
	return out, any
}

func stubwrightPointer(v, out stubwrightReflect.Value, zero bool, depth int) (stubwrightReflect.Value, bool) {
	t := v.Type().Elem()
	if !v.IsNil() && (zero || depth > 2 || stubwrightApart(t)) {
		return out, true
	}
	if v.IsNil() && stubwrightApart(t) {
		return out, false
	}
	other := stubwrightReflect.New(t)
	if !v.IsNil() {
		other.Elem().Set(v.Elem())
	}
	if changed, ok := stubwrightChanged(other.Elem(), zero, depth+1); ok {
		other.Elem().Set(changed)
	}
	out.Set(other)
	return out, true
}

func stubwrightInterface(v, out stubwrightReflect.Value, zero bool, depth int) (stubwrightReflect.Value, bool) {
	t := v.Type()
	if v.IsNil() {
		if stubwrightFailureType.Implements(t) && (t == stubwrightErrorType || t.NumMethod() > 0) {
			out.Set(stubwrightReflect.ValueOf(&stubwrightFailure{"another result"}))
			return out, true
		}
		if t.NumMethod() > 0 {
			return out, false
		}
		out.Set(stubwrightReflect.ValueOf("~"))
		return out, true
	}
	if zero || v.Elem().Type().Implements(stubwrightErrorType) {
		return out, true
	}
	if other, ok := stubwrightChanged(v.Elem(), false, depth+1); ok {
		out.Set(other)
	}
	return out, true
}

// A function that does as the other does, its results and what it hands to functions changed; or one that does nothing.
func stubwrightFunc(v stubwrightReflect.Value, zero bool, depth int) stubwrightReflect.Value {
	t := v.Type()
	return stubwrightReflect.MakeFunc(t, func(in []stubwrightReflect.Value) []stubwrightReflect.Value {
		var results []stubwrightReflect.Value
		if zero || v.IsNil() {
			for i := 0; i < t.NumOut(); i++ {
				results = append(results, stubwrightReflect.Zero(t.Out(i)))
			}
			return results
		}
		for i, arg := range in {
			if arg.Kind() == stubwrightReflect.Func && !arg.IsNil() {
				in[i] = stubwrightGiven(arg, depth)
			}
		}
		if t.IsVariadic() {
			results = v.CallSlice(in)
		} else {
			results = v.Call(in)
		}
		for i, result := range results {
			if other, ok := stubwrightChanged(result, false, depth+1); ok {
				results[i] = other
			}
		}
		return results
	})
}

// A function that is called with other values than it is given.
func stubwrightGiven(f stubwrightReflect.Value, depth int) stubwrightReflect.Value {
	return stubwrightReflect.MakeFunc(f.Type(), func(in []stubwrightReflect.Value) []stubwrightReflect.Value {
		for i, arg := range in {
			if other, ok := stubwrightChanged(arg, false, depth+1); ok {
				in[i] = other
			}
		}
		if f.Type().IsVariadic() {
			return f.CallSlice(in)
		}
		return f.Call(in)
	})
}

// Remembers memory as it is, and puts it back.
type stubwrightKeeper struct {
	undo []func()
	seen map[stubwrightPlace]bool
	left int
}

type stubwrightPlace struct {
	at uintptr
	t  stubwrightReflect.Type
}

func (k *stubwrightKeeper) begin(args []interface{}) {
	defer func() { recover() }()
	k.seen, k.left = map[stubwrightPlace]bool{}, 5000
	for _, arg := range args {
		k.hold(stubwrightReflect.ValueOf(arg).Elem())
	}
	for _, variable := range stubwrightState {
		k.memory(stubwrightReflect.ValueOf(variable).Elem())
	}
}

func (k *stubwrightKeeper) putBack() {
	for i := len(k.undo) - 1; i >= 0; i-- {
		func() {
			defer func() { recover() }()
			k.undo[i]()
		}()
	}
}

// Enough is remembered for one call, or for all of them together.
func (k *stubwrightKeeper) full() bool {
	k.left--
	return k.left < 0 || stubwrightAtomic.AddInt32(&stubwrightHeld, 1) > 3000000
}

// What a value leads to; it is nobody else's itself.
func (k *stubwrightKeeper) hold(v stubwrightReflect.Value) {
	t := v.Type()
	if stubwrightApart(t) && t.Kind() != stubwrightReflect.Interface {
		return
	}
	switch t.Kind() {
	case stubwrightReflect.Ptr:
		place := stubwrightPlace{v.Pointer(), t}
		if v.IsNil() || k.seen[place] || stubwrightApart(t.Elem()) {
			return
		}
		k.seen[place] = true
		k.memory(stubwrightReflect.NewAt(t.Elem(), stubwrightUnsafe.Pointer(v.Pointer())).Elem())
	case stubwrightReflect.Interface:
		if !v.IsNil() {
			k.hold(v.Elem())
		}
	case stubwrightReflect.Slice:
		k.slice(v)
	case stubwrightReflect.Map:
		k.table(v)
	case stubwrightReflect.Struct, stubwrightReflect.Array:
		if !v.CanAddr() {
			copied := stubwrightReflect.New(t).Elem()
			copied.Set(v)
			v = copied
		}
		for i := 0; t.Kind() == stubwrightReflect.Struct && i < v.NumField(); i++ {
			k.hold(stubwrightOpen(v.Field(i)))
		}
		for i := 0; t.Kind() == stubwrightReflect.Array && i < v.Len() && i < stubwrightMost; i++ {
			k.hold(v.Index(i))
		}
	}
}

// What others see, and what it leads to.
func (k *stubwrightKeeper) memory(v stubwrightReflect.Value) {
	t := v.Type()
	if stubwrightApart(t) && t.Kind() != stubwrightReflect.Interface || k.full() {
		return
	}
	if t.Kind() == stubwrightReflect.Struct {
		for i := 0; i < v.NumField(); i++ {
			k.memory(stubwrightOpen(v.Field(i)))
		}
		return
	}
	if t.Size() > 1<<16 {
		return
	}
	old := stubwrightReflect.New(t).Elem()
	old.Set(v)
	k.undo = append(k.undo, func() { v.Set(old) })
	k.hold(v)
}

func (k *stubwrightKeeper) slice(v stubwrightReflect.Value) {
	place := stubwrightPlace{v.Pointer(), v.Type()}
	if v.Len() == 0 || k.seen[place] || k.full() {
		return
	}
	k.seen[place] = true
	if kind := v.Type().Elem().Kind(); kind <= stubwrightReflect.Complex128 || kind == stubwrightReflect.String {
		old := stubwrightReflect.MakeSlice(v.Type(), v.Len(), v.Len())
		stubwrightReflect.Copy(old, v)
		k.undo = append(k.undo, func() { stubwrightReflect.Copy(v, old) })
		return
	}
	for i := 0; i < v.Len(); i++ {
		k.memory(v.Index(i))
	}
}

func (k *stubwrightKeeper) table(v stubwrightReflect.Value) {
	place := stubwrightPlace{v.Pointer(), v.Type()}
	if v.IsNil() || k.seen[place] || k.full() {
		return
	}
	k.seen[place] = true
	keys := v.MapKeys()
	var values []stubwrightReflect.Value
	for _, key := range keys {
		value := v.MapIndex(key)
		values = append(values, value)
		k.hold(value)
	}
	k.undo = append(k.undo, func() {
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, stubwrightReflect.Value{})
		}
		for i, key := range keys {
			v.SetMapIndex(key, values[i])
		}
	})
}
