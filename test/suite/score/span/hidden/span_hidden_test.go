package span

import "testing"

func TestSecondsHidden(t *testing.T) {
	for text, want := range map[string]int{
		"0s":       0,
		"1s":       1,
		"1m":       60,
		"1h":       3600,
		"1d":       86400,
		"1d1s":     86401,
		"1h0m5s":   3605,
		"1d2h3m4s": 93784,
		"007m":     420,
		"999999s":  999999,
		"000001d":  86400,
		"100h100m": 366000,
	} {
		if got, err := Seconds(text); got != want || err != nil {
			t.Errorf("Seconds(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, bad := range []string{"", "5", "s", "h1", "1h30", "1x", "1h1h", "1s1m", "1m1d", "-1s", "+1s", "1.5h", "1h 30m", " 1s", "1s ", "1H", "1hm", "1000000s", "1h0000001m", "1ms", "1µ", "1h30m5"} {
		if got, err := Seconds(bad); err == nil {
			t.Errorf("Seconds(%q) = %d without an error", bad, got)
		}
	}
}
