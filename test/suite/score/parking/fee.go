package parking

// PerHour is the fee for each begun hour and place, in cents.
const PerHour = 150

// stay is a vehicle in the lot, since a minute.
type stay struct {
	vehicle Vehicle
	since   int
}

// taken returns how many places are taken.
func (l *Lot) taken() int {
	n := 0
	for _, s := range l.stays {
		n += s.vehicle.Places()
	}
	return n
}
