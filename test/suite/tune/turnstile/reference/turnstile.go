// Package turnstile keeps people in line.
package turnstile

// Line is a queue of people. Its zero value is an empty line.
type Line struct {
	people []string
}

// Join puts name at the end of the line.
func (l *Line) Join(name string) { l.people = append(l.people, name) }

// Len returns how many people stand in the line.
func (l *Line) Len() int { return len(l.people) }

// Leave takes the first person out of the line and returns the name. If nobody
// stands there it returns "" and false.
func (l *Line) Leave() (string, bool) {
	if len(l.people) == 0 {
		return "", false
	}
	name := l.people[0]
	l.people = l.people[1:]
	return name, true
}

// Swap lets the person at position i (the first is 0) change places with the
// one behind. It returns false and changes nothing if there is no such person,
// or nobody behind.
func (l *Line) Swap(i int) bool {
	if i < 0 || i+1 >= len(l.people) {
		return false
	}
	l.people[i], l.people[i+1] = l.people[i+1], l.people[i]
	return true
}
