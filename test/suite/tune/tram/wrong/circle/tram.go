// Package tram follows a tram.
package tram

// After returns the stop that comes next after stop on a line, and true. If stop is the
// last one or not on the line, it returns "" and false. No stop comes twice.
func After(line []string, stop string) (string, bool) {
	for i, s := range line {
		if s == stop {
			return line[(i+1)%len(line)], true
		}
	}
	return "", false
}
