package percent

import "testing"

func TestPercent(t *testing.T) {
	if got, err := Percent("45%"); got != 45 || err != nil {
		t.Errorf("Percent(45%%) = %d, %v", got, err)
	}
	if got, err := Percent("100%"); got != 100 || err != nil {
		t.Errorf("Percent(100%%) = %d, %v", got, err)
	}
	for _, bad := range []string{"101%", "half"} {
		if _, err := Percent(bad); err == nil {
			t.Errorf("Percent(%q): no error", bad)
		}
	}
}
