// Package orders counts what a table drinks.
package orders

import "strings"

// Orders returns how often each drink was ordered. The case of letters does not
// matter: the result's keys are in lower case. Empty orders are not counted. The
// result is never nil.
//
//	Orders([]string{"Tea", "milk", "tea"}) // map[milk:1 tea:2]
func Orders(drinks []string) map[string]int {
	count := make(map[string]int)
	for _, drink := range drinks {
		if drink != "" {
			count[strings.ToLower(drink)]++
		}
	}
	return count
}
