// Package pages reads which pages to print.
package pages

// Parse reads a list of pages such as "1-3,7" and returns their numbers in
// ascending order, each once. Items are separated by ','; each is a page, or the
// first and the last page with '-' between, the first not after the last. Spaces
// around items and pages mean nothing. Pages are 1 to 9999. An empty text, an
// empty item or anything else is an error.
//
//	Parse("7, 1-3") // [1 2 3 7], nil
//	Parse("3-1")    // error
func Parse(text string) ([]int, error) {
	panic("unimplemented")
}
