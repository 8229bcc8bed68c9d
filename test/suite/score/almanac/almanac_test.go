package almanac

import "testing"

func TestAdd(t *testing.T) {
	for _, tt := range []struct {
		from Date
		days int
		want string
	}{
		{Date{2024, 2, 28}, 2, "2024-03-01"},
		{Date{2023, 12, 30}, 3, "2024-01-02"},
	} {
		if got := tt.from.Add(tt.days).String(); got != tt.want {
			t.Errorf("%v plus %d = %s, want %s", tt.from, tt.days, got, tt.want)
		}
	}
}

func TestWeekday(t *testing.T) {
	if got := (Date{2024, 1, 1}).Weekday(); got != 0 {
		t.Errorf("the first of January 2024 was a Monday, not %d", got)
	}
}
