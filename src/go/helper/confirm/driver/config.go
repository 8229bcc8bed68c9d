//go:build go1.21

// Package driver runs candidates of one target on generated inputs and compares what they do. It is
// compiled into the test binary of the person's package, beside the candidates, and never on its own.
package driver

import "reflect"

// Func is something that can be called: a target, a method, a constructor.
type Func struct {
	// Name as an expression of the package: `Merge`, `NewStack[int]`; of a method only its name.
	Name string
	// Call is the function; of a method its method expression, the receiver being the first parameter.
	Call interface{}
	// Target is set for what the candidates wrote.
	Target bool
}

// Pool is one ready-made value of a type: a literal of the tests, a function, an interface's value.
type Pool struct {
	Expr string
	// Make is a func() T that gives a fresh value each time.
	Make interface{}
}

// Row is a whole argument list that a test calls the target with; each entry is a func() T.
type Row struct {
	Name string
	Args []interface{}
}

// Var names an error variable of the package.
type Var struct {
	Name  string
	Value *error
}

// Config is what the generated test file says about the package.
type Config struct {
	// Package is the import path; its names are rendered without a qualifier.
	Package string
	// Select makes the target's functions behave as one candidate.
	Select  func(candidate int)
	Targets []Func
	// Methods by receiver: the first parameter's type. Sequences of them make the states of a receiver.
	Methods []Func
	// Constructors make values of the type of their first result.
	Constructors []Func
	Pools        []Pool
	Rows         []Row
	// Implementations are pairs of *Interface and a value of the concrete type.
	Implementations [][2]interface{}
	// Opaque are values of struct types that must not be filled field by field: only built.
	Opaque []interface{}
	// Hidden are values of struct types whose unexported fields do not count as a result.
	Hidden []interface{}
	// Sorted: the doc comment speaks of sorted input. It counts when the tests' inputs are all sorted.
	Sorted bool
	// Ordered are pairs of parameters, by target, of which the first may not be above the second.
	Ordered map[string][][2]int
	Errors  []Var
	Strings []string
	Ints    []int64
	Floats  []float64
}

var errorType = reflect.TypeOf((*error)(nil)).Elem()
