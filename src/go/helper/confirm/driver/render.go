//go:build go1.21

package driver

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// writer writes values as Go expressions, as seen from inside one package.
type writer struct {
	pkg    string
	errors []Var
	hidden map[reflect.Type]bool
	// loose leaves out what does not make two answers different: nil against empty, an error's text,
	// results beside an error.
	loose bool
}

func (w *writer) typeName(t reflect.Type) string {
	switch t {
	case reflect.TypeOf(byte(0)):
		return "byte"
	case reflect.TypeOf(rune(0)):
		return "rune"
	}
	if t.Name() != "" {
		name := t.Name()
		name = strings.ReplaceAll(name, w.pkg+".", "")
		if t.PkgPath() == "" || t.PkgPath() == w.pkg {
			return name
		}
		return strings.SplitN(t.String(), ".", 2)[0] + "." + name
	}
	switch t.Kind() {
	case reflect.Ptr:
		return "*" + w.typeName(t.Elem())
	case reflect.Slice:
		return "[]" + w.typeName(t.Elem())
	case reflect.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), w.typeName(t.Elem()))
	case reflect.Map:
		return "map[" + w.typeName(t.Key()) + "]" + w.typeName(t.Elem())
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return "any"
		}
	case reflect.Struct:
		if t.NumField() == 0 {
			return "struct{}"
		}
	}
	short := w.pkg[strings.LastIndex(w.pkg, "/")+1:]
	return strings.ReplaceAll(t.String(), short+".", "")
}

// typed writes a value where nothing around it gives it a type.
func (w *writer) typed(v reflect.Value) string {
	text := w.value(v, true)
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Ptr, reflect.Func, reflect.Chan:
		if v.IsNil() && !w.loose {
			name := w.typeName(v.Type())
			if v.Kind() == reflect.Ptr || v.Kind() == reflect.Func || v.Kind() == reflect.Chan {
				name = "(" + name + ")"
			}
			return name + "(nil)"
		}
	case reflect.Bool, reflect.String, reflect.Int, reflect.Float64:
		if v.Type().PkgPath() != "" {
			return w.typeName(v.Type()) + "(" + text + ")"
		}
		if v.Kind() == reflect.Float64 && !strings.ContainsAny(text, ".eN") {
			return text + ".0"
		}
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16,
		reflect.Uint32, reflect.Uint64, reflect.Uintptr, reflect.Float32:
		if !strings.HasPrefix(text, "'") || v.Type().PkgPath() != "" {
			return w.typeName(v.Type()) + "(" + text + ")"
		}
	}
	return text
}

func (w *writer) value(v reflect.Value, typed bool) string { return w.at(v, 0, map[uintptr]bool{}) }

func (w *writer) at(v reflect.Value, depth int, above map[uintptr]bool) string {
	if !v.IsValid() {
		return "nil"
	}
	if depth > 40 {
		return "…"
	}
	if err, ok := w.asError(v); ok {
		return w.error(err)
	}
	t := v.Type()
	inner := func(x reflect.Value) string { return w.at(x, depth+1, above) }
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.String:
		return quote(v.String())
	case reflect.Int32:
		if n := v.Int(); t.PkgPath() == "" && (n >= ' ' && n < 127 || n > 160 && utf8.ValidRune(rune(n)) && unicode.IsPrint(rune(n))) {
			return strconv.QuoteRune(rune(n))
		}
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return w.float(v.Float(), t.Bits())
	case reflect.Complex64, reflect.Complex128:
		c := v.Complex()
		return "complex(" + w.float(real(c), 64) + ", " + w.float(imag(c), 64) + ")"
	case reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		if s := v.Elem(); s.Kind() != reflect.Struct && s.Kind() != reflect.Ptr {
			return w.typed(s)
		}
		return inner(v.Elem())
	case reflect.Ptr:
		if v.IsNil() {
			return "nil"
		}
		if above[v.Pointer()] {
			return "/* cycle */"
		}
		above[v.Pointer()] = true
		defer delete(above, v.Pointer())
		return "&" + inner(v.Elem())
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Struct:
		return w.composite(v, depth, above)
	case reflect.Func, reflect.Chan:
		if v.IsNil() {
			return "nil"
		}
	}
	return w.typeName(t)
}

func (w *writer) composite(v reflect.Value, depth int, above map[uintptr]bool) string {
	t := v.Type()
	var parts []string
	inner := func(x reflect.Value) string { return w.at(x, depth+1, above) }
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() && !w.loose {
			return "nil"
		}
		if text, ok := bytesText(v); ok {
			return w.typeName(t) + "(" + text + ")"
		}
		fallthrough
	case reflect.Array:
		if v.Kind() == reflect.Slice && v.Len() > 0 && above[v.Pointer()] && t.Elem().Kind() == reflect.Interface {
			return "/* cycle */"
		}
		for i := 0; i < v.Len(); i++ {
			if i == 400 {
				parts = append(parts, fmt.Sprintf("/* %d more, %x */", v.Len()-i, sum(w, v)))
				break
			}
			parts = append(parts, inner(v.Index(i)))
		}
	case reflect.Map:
		if v.IsNil() && !w.loose {
			return "nil"
		}
		if v.Len() > 0 {
			if above[v.Pointer()] {
				return "/* cycle */"
			}
			above[v.Pointer()] = true
			defer delete(above, v.Pointer())
		}
		for _, k := range v.MapKeys() {
			parts = append(parts, inner(k)+": "+inner(v.MapIndex(k)))
		}
		sort.Strings(parts)
	case reflect.Struct:
		for i := 0; i < t.NumField(); i++ {
			f := t.Field(i)
			if f.Name == "_" || f.PkgPath != "" && w.loose && w.hidden[t] || v.Field(i).IsZero() {
				continue
			}
			text := inner(v.Field(i))
			if w.loose && (text == w.typeName(f.Type)+"{}") {
				continue
			}
			parts = append(parts, f.Name+": "+text)
		}
	}
	return w.typeName(t) + "{" + strings.Join(parts, ", ") + "}"
}

func sum(w *writer, v reflect.Value) uint64 {
	h := uint64(14695981039346656037)
	for i := 400; i < v.Len(); i++ {
		for _, b := range []byte(w.value(v.Index(i), false)) {
			h = (h ^ uint64(b)) * 1099511628211
		}
	}
	return h
}

func (w *writer) float(f float64, bits int) string {
	switch {
	case math.IsNaN(f):
		return "math.NaN()"
	case math.IsInf(f, 1):
		return "math.Inf(1)"
	case math.IsInf(f, -1):
		return "math.Inf(-1)"
	}
	if w.loose {
		// The last bits depend on the order of additions, which no doc comment decides.
		return strconv.FormatFloat(f, 'g', 9, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, bits)
}

func (w *writer) asError(v reflect.Value) (error, bool) {
	if v.Kind() != reflect.Interface || v.IsNil() || !v.Type().Implements(errorType) || !v.CanInterface() {
		return nil, false
	}
	err, ok := v.Interface().(error)
	return err, ok
}

func (w *writer) error(err error) string {
	for _, known := range w.errors {
		if *known.Value != nil && errors.Is(err, *known.Value) {
			if w.loose || err == *known.Value {
				return known.Name
			}
			return known.Name + " as " + quote(text(err))
		}
	}
	if w.loose {
		return "error"
	}
	return "errors.New(" + quote(text(err)) + ")"
}

func text(err error) (s string) {
	defer func() {
		if recover() != nil {
			s = "(its Error method panics)"
		}
	}()
	return err.Error()
}

func quote(s string) string {
	if strings.ContainsAny(s, "\"\\") && strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

func bytesText(v reflect.Value) (string, bool) {
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeOf(byte(0)) || v.Len() == 0 {
		return "", false
	}
	b := v.Bytes()
	for _, r := range string(b) {
		if r == utf8.RuneError || !unicode.IsPrint(r) && r != '\n' && r != '\t' {
			return "", false
		}
	}
	return quote(string(b)), true
}

func sortedKeys(v reflect.Value) []reflect.Value {
	w := &writer{}
	keys := v.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return w.value(keys[i], false) < w.value(keys[j], false) })
	return keys
}
