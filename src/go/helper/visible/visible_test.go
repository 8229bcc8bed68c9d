package visible

import (
	"reflect"
	"testing"

	"stubwright/helper/helpertest"
)

func TestFind(t *testing.T) {
	stub := "package m\n\n// Capital of a country: \"France\" has \"Paris\".\nfunc Capital(country string) string { panic(\"not implemented\") }\n"
	test := "package m\n\nimport \"testing\"\n\nfunc TestCapital(t *testing.T) {\n\tif Capital(\"France\") != \"Paris\" || Capital(\"Norway\") != \"Oslo\" {\n\t\tt.Errorf(\"wrong %d\", 1234)\n\t}\n}\n"
	text := "package m\n\nfunc Capital(country string) string {\n\tswitch country {\n\tcase \"France\":\n\t\treturn \"Paris\"\n\tcase \"Norway\":\n\t\treturn \"Oslo\"\n\tcase \"a\":\n\t\treturn \"Rome\"\n\t}\n\treturn \"\"\n}\n"
	_, spec, file := helpertest.Package(t, stub, test)
	got := Find(Request{Spec: spec, File: file, Text: text, Names: []string{"Capital"}})
	want := []Constant{{`"Norway"`, 7}, {`"Oslo"`, 8}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
