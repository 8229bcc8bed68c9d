package lending

// Book is one book of the library.
type Book struct {
	Title string
	// Short books are lent for a week, others for four.
	Short bool
}

// Days returns for how many days the book is lent.
func (b Book) Days() int {
	if b.Short {
		return 7
	}
	return 28
}
