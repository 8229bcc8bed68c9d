// Package cart adds up what a customer buys.
package cart

import (
	"fmt"

	"example.com/shop/price"
)

// Cart holds the pieces of each article.
type Cart struct {
	pieces map[string]int
}

// New returns an empty cart.
func New() *Cart { return &Cart{pieces: make(map[string]int)} }

// Add puts n pieces of an article into the cart; a negative n takes some out.
func (c *Cart) Add(article string, n int) { c.pieces[article] += n }

// Total returns what the cart costs by list. Articles with no pieces, or less,
// cost nothing and need not be in the list. Of an article with 10 pieces or more
// each piece costs 5 percent less; those 5 percent (price.Percent) are taken off
// the price of all its pieces together. If an article is not in the list, the
// total is 0 and the error's text is `no price for "article"`; if there are
// several, it names the first in alphabetical order.
func (c *Cart) Total(list price.List) (price.Cents, error) {
	var total price.Cents
	for article, n := range c.pieces {
		each, ok := list.Of(article)
		if !ok {
			return 0, fmt.Errorf("no price for %q", article)
		}
		if n >= 10 {
			each -= price.Percent(each, 5)
		}
		total += each * price.Cents(n)
	}
	return total, nil
}
