package ticket

import "testing"

func TestTicketHidden(t *testing.T) {
	for age, want := range map[int]int{
		0: 0, 3: 0, 5: 0, 6: 450, 17: 450, 18: 900, 40: 900, 64: 900, 65: 600, 100: 600,
	} {
		if got := Ticket(age, false); got != want {
			t.Errorf("Ticket(%d, false) = %d, want %d", age, got, want)
		}
		if got := Ticket(age, true); got != want/2 {
			t.Errorf("Ticket(%d, true) = %d, want %d", age, got, want/2)
		}
	}
	for _, age := range []int{-1, -7, -100} {
		for _, member := range []bool{true, false} {
			if got := Ticket(age, member); got != -1 {
				t.Errorf("Ticket(%d, %v) = %d, want -1", age, member, got)
			}
		}
	}
}
