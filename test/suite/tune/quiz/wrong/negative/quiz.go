// Package quiz keeps the points of a quiz.
package quiz

// Quiz keeps the points of each player.
type Quiz struct {
	points map[string]int
}

// New returns a quiz that nobody has played.
func New() *Quiz { return &Quiz{points: make(map[string]int)} }

// Answer adds points to a player, or takes them off if points is negative.
func (q *Quiz) Answer(player string, points int) { q.points[player] += points }

// Leader returns the player with the most points and those points. Of several with
// equally many it returns the one whose name comes first in the order of strings.
// If nobody has played, it returns "" and 0.
func (q *Quiz) Leader() (string, int) {
	leader, most := "", 0
	for player, points := range q.points {
		if points > most || points == most && leader != "" && player < leader {
			leader, most = player, points
		}
	}
	return leader, most
}
