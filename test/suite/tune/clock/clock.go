// Package clock reads times of day.
package clock

// Minutes reads a time of day "HH:MM" and returns the minutes since midnight.
// Hours and minutes have exactly two digits each, hours 00 to 23, minutes 00 to
// 59; anything else is an error.
//
//	Minutes("13:05") // 785, nil
//	Minutes("24:00") // error
func Minutes(text string) (int, error) {
	panic("not implemented")
}
