// Package price knows what things cost.
package price

// Cents is an amount of money.
type Cents int

// List gives the price of one piece of each article.
type List map[string]Cents

// Of returns the price of one piece, and false if the article is unknown.
func (l List) Of(article string) (Cents, bool) {
	c, ok := l[article]
	return c, ok
}

// Percent returns p percent of c, rounded down.
func Percent(c Cents, p int) Cents { return c * Cents(p) / 100 }
