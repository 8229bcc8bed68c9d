package settings

import (
	"reflect"
	"testing"
)

func TestParse(t *testing.T) {
	got, err := Parse("a = 1\n# note\n\nb = x=y\n")
	if want := map[string]string{"a": "1", "b": "x=y"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Parse = %v, %v, want %v", got, err, want)
	}
	_, err = Parse("a = 1\nwhat\n")
	if err == nil || err.Error() != "line 2: no =" {
		t.Errorf("a line without =: %v", err)
	}
}
