// Package plants waters plants.
package plants

// Plant is a plant with the number of the day on which it was watered last.
type Plant struct {
	Name    string
	Watered int
}

// Thirsty returns the names of the plants that were watered last more than 3 days
// before today, in the order of plants.
func Thirsty(plants []Plant, today int) []string {
	panic("unimplemented")
}
