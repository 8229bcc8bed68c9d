package missing

import (
	"fmt"
	"strings"
	"testing"

	"stubwright/helper/helpertest"
)

const source = `package m

import "time"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }

type Clock time.Duration
`

// Each body is that of a test; want are the declarations it needs.
var cases = []struct{ name, body, want string }{
	{"compared with a constant", `if Double(3) != 6 { t.Fail() }`, "func Double(n int) int"},
	{"compared with a table's field", `for _, tt := range []struct{ in string; want []string }{{"a", nil}} {
		got := Words(tt.in)
		if !reflect.DeepEqual(got, tt.want) { t.Fail() }
	}`, "func Words(in string) []string"},
	{"with an error", `total, err := Parse("3", 10)
	if err != nil { t.Fatal(err) }
	if total != 3.5 { t.Fail() }`, "func Parse(s string, n int) (float64, error)"},
	{"only an error", `if err := Check([]byte("x")); err == nil { t.Fail() }`, "func Check(list []byte) error"},
	{"a condition", `if !Even(4) { t.Fail() }`, "func Even(n int) bool"},
	{"no result", `var out []int
	Fill(&out)`, "func Fill(i *[]int)"},
	{"a type of another package", `at := time.Now()
	if Later(at, time.Second).Before(at) { t.Fail() }`, "func Later(at time.Time, d time.Duration) any [time]"},
	{"a method of a generic type", `s := &Stack[int]{}
	if got, ok := s.Pop(); !ok || got != 1 { t.Fail() }`, "func (s *Stack[T]) Pop() (T, bool) beside"},
	{"two functions", `if First([]int{1}) != Second([]int{2}, 1.5) { t.Fail() }`,
		"func First(list []int) any; func Second(list []int, x float64) any"},
	{"what exists is not missing", `(&Stack[int]{}).Push(1)`, ""},
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := "package m\n\nimport (\n\t\"reflect\"\n\t\"testing\"\n\t\"time\"\n)\n\nvar _ = reflect.DeepEqual\nvar _ time.Time\n\nfunc TestIt(t *testing.T) {\n\t" + c.body + "\n}\n\nfunc TestOther(t *testing.T) { Unrelated() }\n"
			l, spec, _ := helpertest.Package(t, source, text)
			var got []string
			for _, f := range Find(l, Request{spec, "TestIt"}) {
				said := f.Signature
				if len(f.Imports) > 0 {
					said += fmt.Sprint(" ", f.Imports)
				}
				if f.Beside != "" {
					said += " beside"
				}
				got = append(got, said)
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got  %q\nwant %q", strings.Join(got, "; "), c.want)
			}
		})
	}
}
