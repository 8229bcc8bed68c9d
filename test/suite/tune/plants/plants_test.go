package plants

import (
	"slices"
	"testing"
)

func TestThirsty(t *testing.T) {
	plants := []Plant{{"cactus", 9}, {"fern", 2}}
	if got := Thirsty(plants, 10); !slices.Equal(got, []string{"fern"}) {
		t.Errorf("on day 10: %v, want [fern]", got)
	}
	if got := Thirsty(plants[:1], 10); len(got) != 0 {
		t.Errorf("on day 10: %v, want none", got)
	}
}
