// Package tram follows a tram.
package tram

// After returns the stop that comes next after stop on a line, and true. If stop is the
// last one or not on the line, it returns "" and false. No stop comes twice.
func After(line []string, stop string) (string, bool) {
	for i := 0; i < len(line)-2; i++ {
		if line[i] == stop {
			return line[i+1], true
		}
	}
	return "", false
}
