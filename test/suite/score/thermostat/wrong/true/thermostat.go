// Package thermostat keeps a room warm.
package thermostat

// Thermostat keeps a temperature between Low and High, both included; Low is not
// above High.
type Thermostat struct {
	Low, High int
	Target    int
}

// Adjust changes the target by degrees, which may be negative, and returns whether
// it could change it by so many. If the target would fall below Low or rise above
// High, it becomes Low or High, and the result is false.
func (t *Thermostat) Adjust(degrees int) bool {
	t.Target = max(t.Low, t.Target+degrees)
	if t.Target > t.High {
		t.Target = t.High
		return false
	}
	return true
}
