// Package bus waits for the bus.
package bus

// Wait returns how many minutes somebody who comes at a minute of the hour, 0 to 59,
// waits for the next bus. Buses leave at minutes 0, 20 and 40 of every hour; who comes
// just then waits 0 minutes.
//
//	Wait(5) == 15
func Wait(minute int) int {
	return 0 // TODO: implement
}
