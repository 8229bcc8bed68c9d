// Package bicycle is about riding a bicycle.
package bicycle

// Speed returns the speed of a ride of so many kilometres that took so many minutes, in
// kilometres per hour. If minutes is not above 0, the speed is 0.
//
//	Speed(10, 30) == 20
func Speed(kilometres, minutes float64) float64 {
	if minutes <= 0 {
		return 0
	}
	return kilometres * 60 / minutes
}
