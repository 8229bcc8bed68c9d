// Package birthday counts years.
package birthday

// Age returns how old somebody who was born in the year born gets in the year now. If
// now is before born, it returns an error.
//
//	Age(1990, 2020) // 30, nil
func Age(born, now int) (int, error) {
	panic("not implemented")
}
