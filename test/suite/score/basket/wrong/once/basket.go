// Package basket adds up what is in a basket.
package basket

import "slices"

// Total returns what items cost together, in cents, by the prices of one piece each.
// An item that comes twice is paid twice; items without a price are free.
func Total(prices map[string]int, items []string) int {
	total := 0
	for item, price := range prices {
		if slices.Contains(items, item) {
			total += price
		}
	}
	return total
}
