// Package speakers knows who speaks what.
package speakers

// Speakers turns languages, the languages of each person, round: for each
// language it gives the persons who speak it, in alphabetical order, each once.
// A person without languages is left out.
//
//	Speakers(map[string][]string{"Bo": {"da"}, "Al": {"da", "en"}})
//	// map[da:[Al Bo] en:[Al]]
func Speakers(languages map[string][]string) map[string][]string {
	panic("not implemented")
}
