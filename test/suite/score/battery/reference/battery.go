// Package battery keeps the charge of a battery.
package battery

// Battery knows its charge in percent, 0 to 100.
type Battery struct {
	percent int
}

// New returns a full battery.
func New() *Battery { return &Battery{percent: 100} }

// Percent returns the charge.
func (b *Battery) Percent() int { return b.percent }

// Use takes percent off the charge and returns true. If the charge is less than
// that, or percent is negative, it changes nothing and returns false.
func (b *Battery) Use(percent int) bool {
	if percent < 0 || percent > b.percent {
		return false
	}
	b.percent -= percent
	return true
}

// Charge adds percent to the charge, up to 100 and no further. A negative percent
// changes nothing.
func (b *Battery) Charge(percent int) {
	if percent > 0 {
		b.percent = min(100, b.percent+percent)
	}
}
