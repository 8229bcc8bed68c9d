//go:build go1.21

package driver

import "reflect"

func (n leaf) size() int {
	switch n.v.Kind() {
	case reflect.String:
		return 1 + n.v.Len()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return digits(uint64(abs(n.v.Int())))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return digits(n.v.Uint())
	case reflect.Float32, reflect.Float64:
		if f := n.v.Float(); f != float64(int64(f)) {
			return 4
		}
	}
	return 1
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

func digits(n uint64) int {
	d := 1
	for ; n >= 10; n /= 10 {
		d++
	}
	return d
}

func (n leaf) smaller() []node {
	var out []node
	add := func(v interface{}) {
		c := reflect.ValueOf(v).Convert(n.v.Type())
		if !reflect.DeepEqual(c.Interface(), n.v.Interface()) {
			out = append(out, leaf{c})
		}
	}
	switch n.v.Kind() {
	case reflect.String:
		r := []rune(n.v.String())
		if len(r) == 0 {
			return nil
		}
		add("")
		for cut := len(r) / 2; cut > 0; cut /= 2 {
			for i := 0; i+cut <= len(r) && len(out) < 60; i += cut {
				add(string(append(append([]rune{}, r[:i]...), r[i+cut:]...)))
			}
		}
		for i := range r {
			if r[i] != 'a' && len(r) <= 12 {
				s := append([]rune{}, r...)
				s[i] = 'a'
				add(string(s))
			}
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i := n.v.Int()
		if i == 0 {
			return nil
		}
		add(int64(0))
		if i < 0 && -i > 0 {
			add(-i)
		}
		add(i / 2)
		if i > 0 {
			add(i - 1)
		} else {
			add(i + 1)
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if u := n.v.Uint(); u > 0 {
			add(uint64(0))
			add(u / 2)
			add(u - 1)
		}
	case reflect.Float32, reflect.Float64:
		f := n.v.Float()
		if f != 0 {
			add(0.0)
			add(1.0)
			add(float64(int64(f)))
			add(f / 2)
		}
		if len(out) > 3 && n.size() == 1 && abs(int64(f)) < 2 {
			return out[:1]
		}
	case reflect.Bool:
		if n.v.Bool() {
			add(false)
		}
	}
	return out
}

func (n compound) size() int {
	total := 1
	for _, p := range n.parts {
		total += p.size()
	}
	return total
}

func (n compound) smaller() []node {
	var out []node
	zero := leaf{reflect.Zero(n.t)}
	switch n.t.Kind() {
	case reflect.Slice:
		if len(n.parts) == 0 {
			return []node{zero}
		}
		out = append(out, zero)
		out = append(out, n.without(1)...)
	case reflect.Map:
		if len(n.parts) > 0 {
			out = append(out, compound{n.t, nil})
			out = append(out, n.without(2)...)
		}
	case reflect.Ptr:
		out = append(out, zero)
	case reflect.Struct:
		for i, p := range n.parts {
			if !isZero(p) {
				out = append(out, n.with(i, leaf{reflect.Zero(p.typ())}))
			}
		}
	}
	for i, p := range n.parts {
		for _, s := range p.smaller() {
			if len(out) > 200 {
				return out
			}
			out = append(out, n.with(i, s))
		}
	}
	return out
}

func (n compound) with(i int, part node) node {
	parts := append([]node{}, n.parts...)
	parts[i] = part
	return compound{n.t, parts}
}

// without drops runs of elements, half of them first.
func (n compound) without(unit int) []node {
	var out []node
	count := len(n.parts) / unit
	for cut := (count + 1) / 2; cut > 0; cut /= 2 {
		for i := 0; i+cut <= count; i += cut {
			parts := append(append([]node{}, n.parts[:i*unit]...), n.parts[(i+cut)*unit:]...)
			out = append(out, compound{n.t, parts})
		}
	}
	return out
}

func (n construct) size() int {
	total := 2
	for _, a := range n.args {
		total += a.size()
	}
	return total
}

func (n construct) smaller() []node {
	var out []node
	for i, a := range n.args {
		if a.typ() == n.typ() {
			out = append(out, a)
		}
		for _, s := range a.smaller() {
			args := append([]node{}, n.args...)
			args[i] = s
			out = append(out, construct{n.name, n.fn, args})
		}
	}
	return out
}

func (in input) size() int {
	total := 0
	if in.receiver != nil {
		total = in.receiver.size()
	}
	for _, s := range in.steps {
		total += 3
		for _, a := range s.args {
			total += a.size()
		}
	}
	return total
}

func (in input) smaller() []input {
	var out []input
	for i := range in.steps {
		if len(in.steps) > 1 {
			out = append(out, input{in.receiver, append(append([]step{}, in.steps[:i]...), in.steps[i+1:]...)})
		}
	}
	if in.receiver != nil {
		for _, r := range in.receiver.smaller() {
			if r.typ().Kind() == reflect.Ptr && isZero(r) {
				continue
			}
			out = append(out, input{r, in.steps})
		}
	}
	for i, s := range in.steps {
		for j, a := range s.args {
			for _, less := range a.smaller() {
				args := append([]node{}, s.args...)
				args[j] = less
				steps := append([]step{}, in.steps...)
				steps[i] = step{s.fn, args}
				out = append(out, input{in.receiver, steps})
			}
		}
	}
	return out
}
