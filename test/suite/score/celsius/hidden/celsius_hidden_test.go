package celsius

import "testing"

func TestCelsiusHidden(t *testing.T) {
	for text, want := range map[string]int{
		"0C": 0, "-0C": 0, "7C": 7, "100C": 100, "999C": 999, "-273C": -273, "-999C": -999, "007C": 7, "05C": 5,
	} {
		if got, err := Celsius(text); got != want || err != nil {
			t.Errorf("Celsius(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "C", "-C", "21", "C21", "21c", "21 C", " 21C", "21C ", "+21C", "--3C", "3-C", "2.5C", "1000C", "-1000C",
		"21CC", "21K", "xC", "2xC", "1_0C", "21C\n", "٣C",
	} {
		if got, err := Celsius(text); err == nil || got != 0 {
			t.Errorf("Celsius(%q) = %d, %v, want 0 and an error", text, got, err)
		}
	}
}
