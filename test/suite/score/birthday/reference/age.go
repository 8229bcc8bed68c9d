// Package birthday counts years.
package birthday

import "errors"

// Age returns how old somebody who was born in the year born gets in the year now. If
// now is before born, it returns an error.
//
//	Age(1990, 2020) // 30, nil
func Age(born, now int) (int, error) {
	if now < born {
		return 0, errors.New("not born yet")
	}
	return now - born, nil
}
