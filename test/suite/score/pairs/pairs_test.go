package pairs

import (
	"reflect"
	"testing"
)

func TestParse(t *testing.T) {
	got, err := Parse("Path=/; secure")
	if want := map[string]string{"path": "/", "secure": ""}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Parse = %v, %v, want %v", got, err, want)
	}
	_, err = Parse("a=1; =2")
	if err == nil || err.Error() != "part 2: no name" {
		t.Errorf("a part without a name: %v", err)
	}
}
