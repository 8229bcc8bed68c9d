// Package slug makes names for URLs.
package slug

// Slug turns a title into the last part of a URL: lower case, words joined by single hyphens. Everything that is
// neither an ASCII letter nor a digit separates words.
//
//	Slug("Hello, World!") == "hello-world"
//	Slug("  Go 1.21  ") == "go-1-21"
func Slug(title string) string {
	panic("not implemented")
}
