package ticket

import "testing"

func TestTicket(t *testing.T) {
	for _, c := range []struct {
		age    int
		member bool
		want   int
	}{
		{30, false, 900},
		{30, true, 450},
		{10, false, 450},
		{70, false, 600},
	} {
		if got := Ticket(c.age, c.member); got != c.want {
			t.Errorf("Ticket(%d, %v) = %d, want %d", c.age, c.member, got, c.want)
		}
	}
}
