// Package cheapest compares prices.
package cheapest

// Cheapest returns the name of the shop with the lowest price. Of several with the
// same price it returns the one whose name comes first in the order of strings.
// Without prices it returns "". Prices are in cents and may be 0.
//
//	Cheapest(map[string]int{"north": 250, "south": 199}) == "south"
func Cheapest(prices map[string]int) string {
	best, found := "", false
	for shop, price := range prices {
		if !found || price < prices[best] || price == prices[best] && shop > best {
			best, found = shop, true
		}
	}
	return best
}
