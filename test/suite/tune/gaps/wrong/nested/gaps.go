// Package gaps finds free time.
package gaps

import "sort"

// Span is the time from From up to, but not including, To; From < To.
type Span struct {
	From, To int
}

// Gaps returns the times within day in which nothing of busy takes place, in
// order. Spans of busy may come in any order, may overlap or touch each other,
// and may lie partly or wholly outside of day. busy is not changed.
//
//	Gaps(Span{0, 10}, []Span{{2, 4}, {3, 6}}) // [{0 2} {6 10}]
func Gaps(day Span, busy []Span) []Span {
	sort.Slice(busy, func(i, j int) bool { return busy[i].From < busy[j].From })
	var free []Span
	at := day.From
	for _, b := range busy {
		if b.From > at {
			free = append(free, Span{at, b.From})
		}
		at = b.To
	}
	if at < day.To {
		free = append(free, Span{at, day.To})
	}
	return free
}
