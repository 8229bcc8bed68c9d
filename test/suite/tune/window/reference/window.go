// Package window limits how often something may happen.
package window

// Limiter allows Max events within any Period seconds. Make one with New.
type Limiter struct {
	Max    int
	Period int64
	times  []int64 // of the events that were allowed, oldest first
}

// New returns a limiter for max events, at least one, within period seconds.
func New(max int, period int64) *Limiter {
	return &Limiter{Max: max, Period: period}
}

// Allow tells whether an event at the time now, in seconds, is allowed, and if
// so counts it. It is allowed if fewer than Max allowed events are younger than
// Period: an event at second s is younger than Period as long as now-s < Period.
// Events that were not allowed do not count. now never goes back.
func (l *Limiter) Allow(now int64) bool {
	for len(l.times) > 0 && now-l.times[0] >= l.Period {
		l.times = l.times[1:]
	}
	if len(l.times) >= l.Max {
		return false
	}
	l.times = append(l.times, now)
	return true
}
