// Package gaps finds free time.
package gaps

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
	panic("TODO: implement me")
}
