package speakers

import (
	"reflect"
	"testing"
)

func TestSpeakers(t *testing.T) {
	got := Speakers(map[string][]string{"Bo": {"da"}, "Al": {"da", "en"}})
	want := map[string][]string{"da": {"Al", "Bo"}, "en": {"Al"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Speakers = %v, want %v", got, want)
	}
}
