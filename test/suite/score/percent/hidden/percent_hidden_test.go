package percent

import "testing"

func TestPercentHidden(t *testing.T) {
	for text, want := range map[string]int{"0%": 0, "00%": 0, "007%": 7, "9%": 9, "99%": 99, "10%": 10, "100%": 100, "45%": 45} {
		if got, err := Percent(text); got != want || err != nil {
			t.Errorf("Percent(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, bad := range []string{"", "%", "45", "45%%", "%45", "-1%", "+5%", "4.5%", " 5%", "5 %", "5% ", "0005%", "1000%", "999%", "101%", "x%", "1x%", "five%", "５%"} {
		if got, err := Percent(bad); err == nil {
			t.Errorf("Percent(%q) = %d without an error", bad, got)
		}
	}
}
