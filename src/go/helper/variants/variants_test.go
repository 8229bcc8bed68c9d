package variants

import (
	"fmt"
	"strings"
	"testing"

	"stubwright/helper/helpertest"
)

const stub = `package m

import "errors"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }

func (s *Stack[T]) Pop() (v T, ok bool) { panic("not implemented") }

func Double(xs ...int) ([]int, error) { return nil, errors.New("not implemented") }
`

const test = `package m

import "testing"

func TestBoth(t *testing.T) {
	s := &Stack[string]{}
	s.Push("a")
	if v, ok := s.Pop(); v != "a" || !ok {
		t.Error("Pop", v, ok)
	}
	if xs, _ := Double(2); xs[0] != 4 {
		t.Error("Double", xs)
	}
}
`

func version(pop, double, helpers string) string {
	text := strings.Replace(stub, `{ panic("not implemented") }`, "{\n"+pop+"\n}", 1)
	text = strings.Replace(text, `{ return nil, errors.New("not implemented") }`, "{\n"+double+"\n}", 1)
	if !strings.Contains(text, "errors.") {
		text = strings.Replace(text, "import \"errors\"\n", "", 1)
	}
	return text + helpers
}

func TestBuild(t *testing.T) {
	pop := "n := len(s.items) - 1\nv = s.items[n]\ns.items = s.items[:n]\nreturn v, true"
	candidates := []struct {
		name, text, refused string
		green               bool
	}{
		{"right", version(pop, "for i := range xs { xs[i] *= 2 }\nreturn xs, nil", ""), "", true},
		{"with a helper", version(pop, "return each(xs), nil", "\nfunc each(xs []int) []int { for i := range xs { xs[i] = twice(xs[i]) }; return xs }\n\nfunc twice(n int) int { return factor * n }\n\nconst factor = 2\n"), "", true},
		{"with a helper of the same name, wrong", version(pop, "return each(xs), nil", "\nfunc each(xs []int) []int { return xs }\n"), "", false},
		{"wrong method", version("return v, false", "for i := range xs { xs[i] *= 2 }\nreturn xs, nil", ""), "", false},
		{"recursive", version(pop, "if len(xs) == 0 { return nil, nil }\nrest, err := Double(xs[1:]...)\nreturn append([]int{2 * xs[0]}, rest...), err", ""), "", true},
		{"does not compile", version(pop, "return xs", ""), "not enough return values", false},
	}
	l, spec, file := helpertest.Package(t, stub, test)
	req := Request{Spec: spec, File: file, Names: []string{"Stack.Pop", "Double"}}
	for _, c := range candidates {
		req.Candidates = append(req.Candidates, c.text)
	}
	built, err := Build(l, req)
	if err != nil {
		t.Fatal(err)
	}
	built.Overlay[spec.Tests[0].Path] = test
	for k, c := range candidates {
		if !strings.Contains(built.Refused[k], c.refused) || (built.Refused[k] == "") != (c.refused == "") {
			t.Errorf("%s: refused %q, want %q", c.name, built.Refused[k], c.refused)
		}
		if c.refused != "" {
			continue
		}
		out, err := helpertest.Run(t, spec, built.Overlay, fmt.Sprintf("%s=%d", Env, k), "TestBoth")
		if strings.Contains(out, "build failed") || (err == nil) != c.green {
			t.Errorf("%s: green %v, want %v\n%s", c.name, err == nil, c.green, out)
		}
	}
}

// What a version notices of how it is called: its name, its caller, whether it is what a defer calls, its labels.
const stands = `package m

import (
	"runtime"
	"strings"
)

func At(skip int) (name string) {
	pc, _, _, _ := runtime.Caller(skip)
	name = runtime.FuncForPC(pc).Name()
	name = name[strings.LastIndex(name, ".")+1:]
loop:
	for {
		for range name {
			break loop
		}
	}
	return name
}

func Caught() { recover() }
`

const standing = `package m

import "testing"

func TestStands(t *testing.T) {
	if At(0) != "At" || At(1) != "TestStands" {
		t.Error(At(0), At(1))
	}
	defer Caught()
	panic("caught")
}
`

func TestInPlace(t *testing.T) {
	l, spec, file := helpertest.Package(t, stands, standing)
	imports := strings.Replace(stands, `"strings"`, "\"strings\"\n\t_ \"sort\"", 1)
	candidates := []struct {
		text  string
		green bool
	}{
		{stands, true},
		{strings.Replace(stands, "Caller(skip)", "Caller(skip + 1)", 1), false},
		{strings.Replace(stands, "recover()", "_ = 1", 1), false},
		{imports, true},
	}
	req := Request{Spec: spec, File: file, Names: []string{"At", "Caught"}, InPlace: true}
	for _, c := range candidates {
		req.Candidates = append(req.Candidates, c.text)
	}
	built, err := Build(l, req)
	if err != nil {
		t.Fatal(err)
	}
	if len(built.Overlay) != 2 || len(built.Apart) != 2+len(candidates) {
		t.Errorf("%d files in place, %d apart", len(built.Overlay), len(built.Apart))
	}
	built.Overlay[spec.Tests[0].Path] = standing
	for k, c := range candidates {
		out, err := helpertest.Run(t, spec, built.Overlay, fmt.Sprintf("%s=%d", Env, k), "TestStands")
		if strings.Contains(out, "build failed") || (err == nil) != c.green {
			t.Errorf("%d: green %v, want %v\n%s", k, err == nil, c.green, out)
		}
	}
	helping := strings.Replace(stands, "recover() }", "help() }\n\nfunc help() {}", 1)
	req.Candidates = []string{stands, helping}
	if built, err = Build(l, req); err != nil || len(built.Overlay) != 4 {
		t.Errorf("what brings a declaration of its own stands apart: %v, %v", built, err)
	}
}
