package contest

import (
	"fmt"
	"testing"
)

func TestTable(t *testing.T) {
	var c Contest
	c.Start("one")
	c.Enter("ann", 5)
	c.Enter("ben", 8)
	c.Enter("cas", 8)
	c.Enter("dot", 9)
	got := ""
	for _, row := range c.Table() {
		got += fmt.Sprintf("%d %s, ", row.Rank, row.Player)
	}
	if want := "1 dot, 2 ben, 2 cas, 4 ann, "; got != want {
		t.Errorf("Table: %s, want %s", got, want)
	}
}

func TestWinner(t *testing.T) {
	var c Contest
	c.Start("one")
	c.Enter("ann", 5)
	c.Enter("ben", 8)
	if got, ok := c.Winner("one"); got != "ben" || !ok {
		t.Errorf("Winner = %q, %v", got, ok)
	}
}
