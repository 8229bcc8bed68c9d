// Package pages reads which pages to print.
package pages

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Parse reads a list of pages such as "1-3,7" and returns their numbers in
// ascending order, each once. Items are separated by ','; each is a page, or the
// first and the last page with '-' between, the first not after the last. Spaces
// around items and pages mean nothing. Pages are 1 to 9999. An empty text, an
// empty item or anything else is an error.
//
//	Parse("7, 1-3") // [1 2 3 7], nil
//	Parse("3-1")    // error
func Parse(text string) ([]int, error) {
	seen := make(map[int]bool)
	for _, item := range strings.Split(text, ",") {
		from, to, isRange := strings.Cut(item, "-")
		if !isRange {
			to = from
		}
		first, err := page(from)
		if err != nil {
			return nil, err
		}
		last, err := page(to)
		if err != nil {
			return nil, err
		}
		if first > last {
			return nil, fmt.Errorf("%q runs backwards", item)
		}
		for n := first; n <= last; n++ {
			seen[n] = true
		}
	}
	var out []int
	for n := range seen {
		out = append(out, n)
	}
	slices.Sort(out)
	return out, nil
}

func page(text string) (int, error) {
	return strconv.Atoi(strings.TrimSpace(text))
}
