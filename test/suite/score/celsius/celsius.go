// Package celsius reads thermometers.
package celsius

// Celsius reads a temperature in whole degrees: an optional '-', one to three digits
// and the letter 'C', with nothing before, between or after. With anything else the
// result is 0 and there is an error.
//
//	Celsius("21C")  // 21, nil
//	Celsius("-3C")  // -3, nil
//	Celsius("70F")  // 0, error
func Celsius(text string) (int, error) {
	panic("TODO: implement me")
}
