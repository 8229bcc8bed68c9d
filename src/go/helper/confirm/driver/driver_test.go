//go:build go1.21

package driver

import (
	"errors"
	"math"
	"math/rand"
	"reflect"
	"testing"
)

type point struct {
	X, Y int
	name string
}

type celsius float64

var third = 0.1

var errGone = errors.New("gone")

const own = "stubwright/helper/confirm/driver"

func TestRender(t *testing.T) {
	exact := &writer{pkg: own, errors: []Var{{"errGone", &errGone}}}
	loose := &writer{pkg: own, errors: exact.errors, loose: true}
	for _, c := range []struct {
		value        interface{}
		exact, loose string
	}{
		{[]int(nil), "nil", "[]int{}"},
		{[]int{1, -2}, "[]int{1, -2}", "[]int{1, -2}"},
		{[]byte("ab\n"), `[]byte("ab\n")`, `[]byte("ab\n")`},
		{map[string]int{"b": 2, "a": 1}, `map[string]int{"a": 1, "b": 2}`, `map[string]int{"a": 1, "b": 2}`},
		{point{X: 1, name: "p"}, `point{X: 1, name: "p"}`, `point{X: 1, name: "p"}`},
		{&point{}, "&point{}", "&point{}"},
		{'x', "'x'", "'x'"},
		{`say "hi"`, "`say \"hi\"`", "`say \"hi\"`"},
		{math.NaN(), "math.NaN()", "math.NaN()"},
		{third * 3, "0.30000000000000004", "0.3"},
		{[]interface{}{1, "a", nil, celsius(2), int8(3)}, `[]any{1, "a", nil, celsius(2), int8(3)}`, `[]any{1, "a", nil, celsius(2), int8(3)}`},
		{[]error{errGone, errors.New("x"), nil}, `[]error{errGone, errors.New("x"), nil}`, `[]error{errGone, error, nil}`},
	} {
		v := reflect.ValueOf(c.value)
		if got := exact.value(v, false); got != c.exact {
			t.Errorf("exact: got %s, want %s", got, c.exact)
		}
		if got := loose.value(v, false); got != c.loose {
			t.Errorf("loose: got %s, want %s", got, c.loose)
		}
	}
	ring := &struct{ next interface{} }{}
	ring.next = ring
	if got := exact.value(reflect.ValueOf(ring), false); got == "" {
		t.Error("a cycle must end")
	}
}

func TestNodesEvaluateToWhatTheyRender(t *testing.T) {
	w := &writer{pkg: own}
	g := newGen(&Config{Package: own, Strings: []string{"ab", "xyz"}, Ints: []int64{7}})
	for seed := int64(0); seed < 400; seed++ {
		g.Rand = rand.New(rand.NewSource(seed))
		for _, zero := range []interface{}{[][]int(nil), map[string][]bool(nil), &point{}, [2]rune{}, []interface{}(nil), uint8(0)} {
			n := g.value(reflect.TypeOf(zero), 0)
			back, ok := fromValue(n.eval(), 0)
			if !ok {
				continue // An interface's content is not taken apart.
			}
			if a, b := w.value(n.eval(), false), w.value(back.eval(), false); a != b {
				t.Fatalf("seed %d: %s is not %s", seed, a, b)
			}
		}
	}
}

func TestNumbersInTextsHaveNeighbours(t *testing.T) {
	g := newGen(&Config{Package: own, Strings: []string{"at 10:30", "soon"}, Ints: []int64{24}})
	seen := map[string]bool{}
	for seed := int64(0); seed < 2000; seed++ {
		g.Rand = rand.New(rand.NewSource(seed))
		seen[g.text()] = true
	}
	for _, want := range []string{"at 24:30", "at 10:24", "at 25:30", "at 10:23", "24", "25", "23"} {
		if !seen[want] {
			t.Errorf("no %q", want)
		}
	}
}

func TestShrinkingGetsSmaller(t *testing.T) {
	g := newGen(&Config{Package: own})
	for seed := int64(0); seed < 100; seed++ {
		g.Rand = rand.New(rand.NewSource(seed))
		n := g.value(reflect.TypeOf([]string(nil)), 0)
		for steps := 0; ; steps++ {
			var next node
			for _, s := range n.smaller() {
				if s.size() < n.size() {
					next = s
					break
				}
			}
			if next == nil {
				break
			}
			if n = next; steps > 500 {
				t.Fatalf("seed %d does not come to an end", seed)
			}
		}
		if n.size() > 2 {
			t.Errorf("seed %d: stuck at %s", seed, n.render(&writer{pkg: own}, false))
		}
	}
}

func TestDomain(t *testing.T) {
	row := Row{"F", []interface{}{func() []int { return []int{1, 2} }}}
	unsorted := Row{"F", []interface{}{func() []int { return []int{2, 1} }}}
	for _, c := range []struct {
		said bool
		rows []Row
		want bool
	}{
		{true, []Row{row}, true}, {false, []Row{row}, false}, {true, []Row{row, unsorted}, false}, {true, nil, false},
	} {
		if got := domainOf(&Config{Sorted: c.said, Rows: c.rows}).sorted; got != c.want {
			t.Errorf("said %v, %d rows: got %v", c.said, len(c.rows), got)
		}
	}
	spans := func(list ...[2]int) Row { return Row{"F", []interface{}{func() [][2]int { return list }}} }
	for want, rows := range map[bool][]Row{true: {spans([2]int{1, 3}, [2]int{2, 2})}, false: {spans([2]int{1, 3}, [2]int{2, 1})}} {
		if got := domainOf(&Config{Rows: rows}).pairs; got != want {
			t.Errorf("pairs %v, want %v", got, want)
		}
	}
}

func TestWhatAFunctionYieldsIsAListOfItsType(t *testing.T) {
	d := &driver{loose: &writer{loose: true}, exact: &writer{}}
	upTo := func(n int) func(func(int) bool) {
		return func(yield func(int) bool) {
			for i := 0; i < n && yield(i); i++ {
			}
		}
	}
	for n, want := range map[int]string{0: "[]int{}", 2: "[]int{0, 1}"} {
		if got := d.exact.typed(d.unfold(reflect.ValueOf(upTo(n)))); got != want {
			t.Errorf("%d values: %s, want %s", n, got, want)
		}
	}
	if got := d.unfold(reflect.ValueOf(upTo(1 << 30))).Len(); got != mostYields+1 {
		t.Errorf("an endless one is looked at %d times, want %d", got, mostYields+1)
	}
	pairs := func(yield func(int, string) bool) { yield(1, "a") }
	if got := d.unfold(reflect.ValueOf(pairs)).Len(); got != 2 {
		t.Errorf("a pair is %d values, want 2", got)
	}
}
