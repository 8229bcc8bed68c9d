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
	var names []string
	for _, p := range plants {
		if today-p.Watered > 3 {
			names = append(names, p.Name)
		}
	}
	return names
}
