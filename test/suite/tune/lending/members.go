package lending

// MaxBooks is how many books a member may have at a time.
const MaxBooks = 2

// Loan is a book that a member has. Day is the day on which it is due.
type Loan struct {
	Title  string
	Member string
	Day    int
}

// held returns how many books a member has.
func (l *Library) held(member string) int {
	n := 0
	for _, loan := range l.loans {
		if loan.Member == member {
			n++
		}
	}
	return n
}
