// Package pantry knows what is in the house.
package pantry

import "errors"

// ErrMissing says that something is not there, or not enough of it.
var ErrMissing = errors.New("missing ingredient")

// ErrRecipe says that a recipe makes no sense.
var ErrRecipe = errors.New("bad recipe")

// Pantry holds grams of each ingredient.
type Pantry struct {
	grams map[string]int
}

// New returns a pantry with these grams.
func New(grams map[string]int) *Pantry {
	p := &Pantry{grams: make(map[string]int)}
	for name, g := range grams {
		p.grams[name] = g
	}
	return p
}

// Grams returns how much there is of an ingredient.
func (p *Pantry) Grams(name string) int { return p.grams[name] }

// Names returns how many ingredients there are.
func (p *Pantry) Names() int { return len(p.grams) }

// Cook takes what recipe needs, in grams of each ingredient. A recipe with an
// amount that is not positive is refused with ErrRecipe. If there is too little
// of any ingredient, the error is ErrMissing. After an error nothing has
// changed; ErrRecipe goes before ErrMissing. An ingredient of which nothing
// remains is no longer in the pantry. An empty recipe changes nothing and is no
// error.
func (p *Pantry) Cook(recipe map[string]int) error {
	for name, need := range recipe {
		if p.grams[name] < need {
			return ErrMissing
		}
		if need < 0 {
			return ErrRecipe
		}
	}
	for name, need := range recipe {
		p.grams[name] -= need
		if p.grams[name] <= 0 {
			delete(p.grams, name)
		}
	}
	return nil
}
