package clock

import "testing"

func TestMinutes(t *testing.T) {
	if got, err := Minutes("13:05"); got != 785 || err != nil {
		t.Errorf("Minutes(13:05) = %d, %v", got, err)
	}
	if got, err := Minutes("00:00"); got != 0 || err != nil {
		t.Errorf("Minutes(00:00) = %d, %v", got, err)
	}
	for _, bad := range []string{"24:00", "noon"} {
		if _, err := Minutes(bad); err == nil {
			t.Errorf("Minutes(%q): no error", bad)
		}
	}
}
