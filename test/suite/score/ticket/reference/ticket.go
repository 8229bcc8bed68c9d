// Package ticket sells tickets.
package ticket

// Ticket returns what the entrance costs at an age, in cents: nothing below 6, 450
// from 6 to 17, 900 from 18 to 64, and 600 from 65 on. A member pays half of it. A
// negative age is none: the result is -1, for members too.
func Ticket(age int, member bool) int {
	price := 900
	switch {
	case age < 0:
		return -1
	case age < 6:
		price = 0
	case age < 18:
		price = 450
	case age >= 65:
		price = 600
	}
	if member {
		price /= 2
	}
	return price
}
