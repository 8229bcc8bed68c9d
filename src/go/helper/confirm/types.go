package confirm

import (
	"go/types"
	"sort"
	"strings"
)

// printer writes types as the generated test file sees them and notes which packages that takes.
type printer struct {
	own     *types.Package
	imports map[string]string // name in the file → path
}

func (p *printer) qualify(other *types.Package) string {
	if other == p.own || other.Path() == p.own.Path() {
		return ""
	}
	p.imports[other.Name()] = other.Path()
	return other.Name()
}

func (p *printer) text(t types.Type) string { return types.TypeString(t, p.qualify) }

// nameable says whether a file of the package may write the type down.
func nameable(t types.Type, own *types.Package) bool {
	ok := true
	visit(t, func(t types.Type) bool {
		if n, isNamed := t.(*types.Named); isNamed {
			o := n.Obj()
			if o.Pkg() != nil && (o.Parent() != o.Pkg().Scope() || o.Pkg().Path() != own.Path() && !o.Exported()) {
				ok = false
			}
			if o.Pkg() != nil && o.Pkg() != own && strings.Contains(o.Pkg().Path(), "internal") {
				ok = false
			}
		}
		if _, isParam := t.(*types.TypeParam); isParam {
			ok = false
		}
		return ok
	})
	return ok
}

// visit walks a type's parts without entering named types, except their type arguments.
func visit(t types.Type, f func(types.Type) bool) {
	if t == nil || !f(t) {
		return
	}
	switch t := unalias(t).(type) {
	case *types.Named:
		for i := 0; i < t.TypeArgs().Len(); i++ {
			visit(t.TypeArgs().At(i), f)
		}
	case *types.Pointer:
		visit(t.Elem(), f)
	case *types.Slice:
		visit(t.Elem(), f)
	case *types.Array:
		visit(t.Elem(), f)
	case *types.Map:
		visit(t.Key(), f)
		visit(t.Elem(), f)
	case *types.Chan:
		visit(t.Elem(), f)
	case *types.Signature:
		for i := 0; i < t.Params().Len(); i++ {
			visit(t.Params().At(i).Type(), f)
		}
		for i := 0; i < t.Results().Len(); i++ {
			visit(t.Results().At(i).Type(), f)
		}
	case *types.Struct:
		for i := 0; i < t.NumFields(); i++ {
			visit(t.Field(i).Type(), f)
		}
	}
}

// instances chooses type arguments for type parameters: what usual tests would choose.
// Those that the tests use come first.
func instances(params *types.TypeParamList, used [][]types.Type, check func(args []types.Type) bool) [][]types.Type {
	n := params.Len()
	if n == 0 {
		return [][]types.Type{nil}
	}
	basics := []types.Type{types.Typ[types.Int], types.Typ[types.String], types.Typ[types.Float64]}
	var out [][]types.Type
	for _, args := range used {
		if len(args) == n && check(args) {
			out = append(out, args)
		}
	}
	var rest func(args []types.Type, round int) bool
	rest = func(args []types.Type, round int) bool {
		i := len(args)
		if i == n {
			all := resolve(params, args)
			if all == nil || !check(all) || len(out) > 0 && same(all, out) {
				return false
			}
			out = append(out, all)
			return true
		}
		choices := basics
		if t := terms(params.At(i).Constraint()); len(t) > 0 {
			choices = t
		}
		for k := range choices {
			// The odd round mixes the types: Map[int, string].
			if rest(append(append([]types.Type{}, args...), choices[(k+round+i*(round%2))%len(choices)]), round) {
				return true
			}
		}
		return false
	}
	for round := 0; round < 3 && len(out) < 4; round++ {
		rest(nil, round)
	}
	return out
}

// terms are the types of a constraint's union, those of `~[]E` included.
func terms(constraint types.Type) []types.Type {
	it, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var out []types.Type
	for i := 0; i < it.NumEmbeddeds(); i++ {
		switch e := unalias(it.EmbeddedType(i)).(type) {
		case *types.Union:
			for j := 0; j < e.Len(); j++ {
				if t := e.Term(j).Type(); !types.IsInterface(t) {
					out = append(out, t)
				} else {
					out = append(out, terms(t)...)
				}
			}
		default:
			if types.IsInterface(e) {
				out = append(out, terms(e)...)
			} else {
				out = append(out, e)
			}
		}
	}
	// int, string and float64 first: they make the plainest inputs.
	sort.SliceStable(out, func(i, j int) bool { return plainness(out[i]) < plainness(out[j]) })
	return out
}

func plainness(t types.Type) int {
	b, ok := t.(*types.Basic)
	switch {
	case !ok:
		return 9
	case b.Kind() == types.Int:
		return 0
	case b.Kind() == types.String:
		return 1
	case b.Kind() == types.Float64:
		return 2
	}
	return 3
}

// resolve replaces type parameters inside the chosen arguments: S chosen as []E with E an int.
func resolve(params *types.TypeParamList, args []types.Type) []types.Type {
	out := append([]types.Type{}, args...)
	for round := 0; round < len(args); round++ {
		for i := range out {
			out[i] = substitute(out[i], params, out)
		}
	}
	for _, t := range out {
		clean := true
		visit(t, func(t types.Type) bool {
			_, isParam := t.(*types.TypeParam)
			clean = clean && !isParam
			return clean
		})
		if !clean {
			return nil
		}
	}
	return out
}

func substitute(t types.Type, params *types.TypeParamList, args []types.Type) types.Type {
	sub := func(t types.Type) types.Type { return substitute(t, params, args) }
	switch t := t.(type) {
	case *types.TypeParam:
		for i := 0; i < params.Len(); i++ {
			if params.At(i) == t {
				return args[i]
			}
		}
	case *types.Slice:
		return types.NewSlice(sub(t.Elem()))
	case *types.Pointer:
		return types.NewPointer(sub(t.Elem()))
	case *types.Map:
		return types.NewMap(sub(t.Key()), sub(t.Elem()))
	}
	return t
}

func same(args []types.Type, seen [][]types.Type) bool {
	for _, other := range seen {
		all := true
		for i := range args {
			all = all && types.Identical(args[i], other[i])
		}
		if all {
			return true
		}
	}
	return false
}
