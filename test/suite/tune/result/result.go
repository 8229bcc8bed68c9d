// Package result reads results of matches.
package result

// Parse reads the result of a match: the goals of the team at home, ':' and the
// goals of its guests. Goals are written with digits only, one or two of them, and
// nothing stands before, between or after. With anything else both numbers are 0
// and there is an error.
//
//	Parse("3:1")  // 3, 1, nil
//	Parse("3-1")  // 0, 0, error
func Parse(text string) (home, guests int, err error) {
	panic("TODO: implement me")
}
