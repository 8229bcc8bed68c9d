package quiz

import "testing"

func TestLeader(t *testing.T) {
	q := New()
	if player, points := q.Leader(); player != "" || points != 0 {
		t.Errorf("got %q, %d before the first answer", player, points)
	}
	q.Answer("kim", 3)
	q.Answer("lou", 5)
	q.Answer("kim", 1)
	if player, points := q.Leader(); player != "lou" || points != 5 {
		t.Errorf("got %q, %d, want lou, 5", player, points)
	}
	q.Answer("kim", 2)
	if player, points := q.Leader(); player != "kim" || points != 6 {
		t.Errorf("got %q, %d, want kim, 6", player, points)
	}
}
