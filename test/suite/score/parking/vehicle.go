package parking

// Vehicle is something that parks.
type Vehicle struct {
	Plate string
	// Long vehicles take two places, others one.
	Long bool
}

// Places returns how many places the vehicle takes.
func (v Vehicle) Places() int {
	if v.Long {
		return 2
	}
	return 1
}
