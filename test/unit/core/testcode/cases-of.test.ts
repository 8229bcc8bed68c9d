import assert from "node:assert/strict";
import { contextOf } from "../../../../src/core/prompt/context";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { packageOf } from "../context-fixture";

/** The body of a test, and the cases that are read from it. */
const bodies: readonly { readonly what: string; readonly go: string; readonly cases: readonly string[] }[] = [
  { what: "compared at once", go: 'if F("a") != 1 { t.Error() }', cases: ['F("a") == 1'] },
  { what: "the other way round", go: "if 1 != F(2) { t.Error() }", cases: ["F(2) == 1"] },
  {
    what: "a variable of the if",
    go: 'if got := F(2, 3); got != 5 { t.Errorf("got %d", got) }',
    cases: ["F(2, 3) == 5"],
  },
  {
    what: "a variable and wanted",
    go: 'in := "x"\n\twant := []int{1}\n\tgot := F(in)\n\tif !reflect.DeepEqual(got, want) { t.Fatal(got) }',
    cases: ['F("x") == []int{1}'],
  },
  {
    what: "slices.Equal",
    go: "if got := F(1); !slices.Equal(got, []int{1, 2}) { t.Error(got) }",
    cases: ["F(1) == []int{1, 2}"],
  },
  { what: "true", go: "if !F(1) { t.Error() }", cases: ["F(1) == true"] },
  { what: "false", go: "if F(1) { t.Error() }", cases: ["F(1) == false"] },
  { what: "two results", go: "v, ok := F(1)\n\tif v != 2 || !ok { t.Error() }", cases: ["F(1) == 2, true"] },
  {
    what: "no error",
    go: "v, err := F(1)\n\tif err != nil { t.Fatal(err) }\n\tif v != 2 { t.Error() }",
    cases: ["F(1) == 2, nil"],
  },
  { what: "an error", go: "if _, err := F(1); err == nil { t.Error() }", cases: ["F(1) == _, an error"] },
  {
    what: "a certain error",
    go: "_, err := F(1)\n\tif !errors.Is(err, ErrX) { t.Error() }",
    cases: ["F(1) == _, ErrX"],
  },
  {
    what: "parts of a result",
    go: 'm := F(1)\n\tif m["a"] != 2 || len(m) != 3 { t.Error() }',
    cases: ['F(1)["a"] == 2', "len(F(1)) == 3"],
  },
  { what: "a field", go: "if p := F(1); p.X != 2 { t.Error() }", cases: ["F(1).X == 2"] },
  {
    what: "a variable used again",
    go: "got := F(1)\n\tif got != 2 { t.Error() }\n\tgot = F(3)\n\tif got != 4 { t.Error() }",
    cases: ["F(1) == 2", "F(3) == 4"],
  },
  {
    what: "testify",
    go: "assert.Equal(t, 3, F(1))\n\trequire.True(t, F(2))\n\tassert.False(t, F(3))",
    cases: ["F(1) == 3", "F(2) == true", "F(3) == false"],
  },
  {
    what: "a table of structs",
    go: 'tests := []struct {\n\t\tname string\n\t\ta, b int\n\t\twant string\n\t}{\n\t\t{"one", 1, 2, "x"},\n\t\t{name: "two", b: 4, want: "y"}, // b only\n\t}\n\tfor _, tt := range tests {\n\t\tt.Run(tt.name, func(t *testing.T) {\n\t\t\tif got := F(tt.a, tt.b); got != tt.want { t.Errorf("%s", got) }\n\t\t})\n\t}',
    cases: ['F(1, 2) == "x"', 'F(0, 4) == "y"'],
  },
  {
    what: "a table in the loop, rows without types",
    go: 'for _, c := range []struct{ in []int; want map[string]int }{{[]int{1}, map[string]int{"a": 1}}} {\n\t\tif got := F(c.in); !maps.Equal(got, c.want) { t.Error() }\n\t}',
    cases: ['F([]int{1}) == map[string]int{"a": 1}'],
  },
  {
    what: "a map",
    go: 'for in, want := range map[string]int{"a": 1, "b": 2} {\n\t\tif got := F(in); got != want { t.Error() }\n\t}',
    cases: ['F("a") == 1', 'F("b") == 2'],
  },
  {
    what: "a list",
    go: 'for _, s := range []string{"a", "b"} {\n\t\tif !F(s) { t.Error() }\n\t}',
    cases: ['F("a") == true', 'F("b") == true'],
  },
  {
    what: "a table of a type of the test",
    go: "type row struct{ in, want int }\n\tfor _, r := range []row{{1, 2}} {\n\t\tif F(r.in) != r.want { t.Error() }\n\t}",
    cases: ["F(1) == 2"],
  },
  { what: "doubles", go: "if F(1) != 2 { t.Error() }\n\tif F(1) != 2 { t.Error() }", cases: ["F(1) == 2"] },
  { what: "a value that only the test knows", go: "x := read(t)\n\tif F(x) != 2 { t.Error() }", cases: [] },
  { what: "a variable with two values", go: "x := 1\n\tx = 2\n\tif F(x) != 2 { t.Error() }", cases: [] },
  {
    what: "rows that are computed",
    go: "for _, c := range rows(t) {\n\t\tif F(c.in) != c.want { t.Error() }\n\t}",
    cases: [],
  },
  { what: "an equality that is no failure", go: "if F(1) == 2 { return }", cases: [] },
  { what: "a result that nobody looks at", go: "F(1)\n\tx := F(2)\n\t_ = x", cases: [] },
  { what: "another function", go: "if G(1) != 2 { t.Error(F) }", cases: [] },
];

describe("cases read from tests", () => {
  for (const { what, go, cases } of bodies) {
    it(what, async () => {
      const test = `package p\n\nimport "testing"\n\nfunc TestF(t *testing.T) {\n\t${go}\n}\n`;
      const snapshot = packageOf({ "x.go": "package p\n\nfunc F() int\n" }, ["F"], { "x_test.go": test });
      assert.deepEqual(contextOf(await loadGoParser(), { snapshot }).cases, cases);
    });
  }
  it("a table of the file", async () => {
    const test =
      'package p\n\nimport "testing"\n\nvar table = []struct{ in, want int }{{1, 2}, {3, 4}}\n\nfunc TestF(t *testing.T) {\n\tfor _, r := range table {\n\t\tif F(r.in) != r.want {\n\t\t\tt.Error()\n\t\t}\n\t}\n}\n';
    const snapshot = packageOf({ "x.go": "package p\n\nfunc F() int\n" }, ["F"], { "x_test.go": test });
    assert.deepEqual(contextOf(await loadGoParser(), { snapshot }).cases, ["F(1) == 2", "F(3) == 4"]);
  });
  it("no more than twelve, and no long ones", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i}: ${i * i}`).join(", ");
    const test = `package p\n\nimport "testing"\n\nfunc TestF(t *testing.T) {\n\tif F("${"x".repeat(200)}") != 1 { t.Error() }\n\tfor in, want := range map[int]int{${rows}} {\n\t\tif F(in) != want { t.Error() }\n\t}\n}\n`;
    const snapshot = packageOf({ "x.go": "package p\n\nfunc F() int\n" }, ["F"], { "x_test.go": test });
    const { cases } = contextOf(await loadGoParser(), { snapshot });
    assert.deepEqual(
      cases,
      Array.from({ length: 12 }, (_, i) => `F(${i}) == ${i * i}`),
    );
  });
});
