package almanac

import "testing"

func TestAddHidden(t *testing.T) {
	for _, c := range []struct {
		from Date
		days int
		want string
	}{
		{Date{2024, 5, 17}, 0, "2024-05-17"},
		{Date{2024, 5, 17}, 14, "2024-05-31"},
		{Date{2024, 5, 17}, 15, "2024-06-01"},
		{Date{2024, 5, 17}, -16, "2024-05-01"},
		{Date{2024, 5, 17}, -17, "2024-04-30"},
		{Date{2024, 1, 1}, -1, "2023-12-31"},
		{Date{2023, 12, 31}, 1, "2024-01-01"},
		{Date{2023, 2, 28}, 1, "2023-03-01"},
		{Date{2024, 2, 28}, 1, "2024-02-29"},
		{Date{2024, 3, 1}, -1, "2024-02-29"},
		{Date{2023, 3, 1}, -1, "2023-02-28"},
		{Date{1900, 2, 28}, 1, "1900-03-01"},
		{Date{2000, 2, 28}, 1, "2000-02-29"},
		{Date{2024, 1, 31}, 31, "2024-03-02"},
		{Date{2024, 3, 31}, -31, "2024-02-29"},
		{Date{2024, 1, 1}, 366, "2025-01-01"},
		{Date{2025, 1, 1}, -366, "2024-01-01"},
		{Date{2000, 1, 1}, 146097, "2400-01-01"},
		{Date{2400, 1, 1}, -146097, "2000-01-01"},
		{Date{1, 1, 31}, -30, "0001-01-01"},
	} {
		if got := c.from.Add(c.days).String(); got != c.want {
			t.Errorf("%v plus %d = %s, want %s", c.from, c.days, got, c.want)
		}
	}
}

func TestAddUntilHidden(t *testing.T) {
	from := Date{2023, 6, 15}
	for days := -1000; days <= 1000; days++ {
		got := from.Add(days)
		if !got.Valid() || from.Until(got) != days {
			t.Fatalf("%v plus %d = %v", from, days, got)
		}
	}
}
