package clock

import "testing"

func TestMinutesHidden(t *testing.T) {
	for text, want := range map[string]int{"23:59": 1439, "09:30": 570, "00:01": 1, "10:00": 600, "01:59": 119, "20:09": 1209} {
		if got, err := Minutes(text); got != want || err != nil {
			t.Errorf("Minutes(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, bad := range []string{"", ":", "9:30", "09:3", "09:60", "12:99", "30:00", "-1:00", "+1:00", "01:+5", "12:05:00", "12:05 ", " 12:05", "12.05", "1205", "ab:cd", "12:0x", "012:5", "12:", ":30", "24:00", "0A:30", "12:0A", "1::05", "12:3?"} {
		if got, err := Minutes(bad); err == nil {
			t.Errorf("Minutes(%q) = %d without an error", bad, got)
		}
	}
}
