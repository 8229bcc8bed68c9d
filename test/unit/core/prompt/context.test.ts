import assert from "node:assert/strict";
import { contextOf } from "../../../../src/core/prompt/context";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { packageOf } from "../context-fixture";

const cart = `package p

import (
	"errors"
	"time"
)

// ErrEmpty is returned for a cart without items.
var ErrEmpty = errors.New("empty")

var unrelated = 1

const maxItems = 10

// Cart is what a customer buys.
type Cart struct {
	Items []Item
	Since time.Time
}

// Total sums the prices. See Round and strings.Fields, and Item.
//
//	Total([]Item{}) is ErrEmpty
func (c *Cart) Total(rate Rate) (Cents, error) {
	panic("not implemented")
}

func (c *Cart) Len() int { return len(c.Items) }

func (c *Cart) Clear() { panic("unimplemented") }

func helper() int { panic("not implemented") }
`;

const types = `package p

type (
	// Item is one line.
	Item struct {
		Name string
		Tax  Tax
	}
	Tax  struct{ Bracket *Bracket }
	Cents int
)

type Bracket struct{ deep Deeper }
type Deeper struct{}

type Rate float64

const (
	Low  Rate = 0.07
	High Rate = 0.19
)

type Stranger int

// Round rounds.
func Round(f float64) Cents {
	return Cents(f + 0.5)
}

func NewCart(items ...Item) *Cart {
	return &Cart{Items: items}
}

func notWritten() int
`;

const tests = `package p

import "testing"

var prices = []int{1}

func check(t *testing.T, c *Cart) {
	t.Helper()
	if total, err := c.Total(Low); total != 1 || err != nil {
		t.Error(total)
	}
}

func TestLong(t *testing.T) {
	// a longer test
	c := NewCart(Item{Name: "a"}, Item{Name: "b"}, Item{Name: "c"})
	check(t, c)
	_ = prices
}

func TestShort(t *testing.T) {
	notWritten()
	NewCart().Total(High)
}

func TestOther(t *testing.T) {
	if maxItems != 10 {
		t.Error()
	}
}

func Testify() {}

func ExampleCart_Total() {
	NewCart().Total(Low)
}
`;

describe("what the model is told", () => {
  const snapshot = packageOf({ "cart.go": cart, "types.go": types }, ["Cart.Total"], {
    "cart_test.go": tests,
  });
  const told = async (more: object = {}) => contextOf(await loadGoParser(), { snapshot, ...more });

  it("the declaration, its comment and the imports", async () => {
    const { decls, imports, packageName } = await told();
    assert.equal(packageName, "p");
    assert.equal(imports, 'import (\n\t"errors"\n\t"time"\n)');
    assert.deepEqual(decls, [
      {
        name: "Cart.Total",
        ident: "Total",
        doc: "// Total sums the prices. See Round and strings.Fields, and Item.\n//\n//\tTotal([]Item{}) is ErrEmpty",
        signature: "func (c *Cart) Total(rate Rate) (Cents, error)",
        body: undefined,
      },
    ]);
  });
  it("declarations, most needed first", async () => {
    const { pieces } = await told();
    assert.deepEqual(
      pieces.map((p) => p.title),
      [
        "type Cart",
        "methods of Cart",
        "type Rate",
        "type Cents",
        "type Item",
        "type Tax",
        "func Round",
        "var ErrEmpty",
        "const Low",
        "func NewCart",
        "func notWritten",
      ],
    );
  });
  it("types before functions before values before what only tests call", async () => {
    const kinds = (await told()).pieces.map((p) => p.kind);
    assert.deepEqual(kinds, [
      "type",
      "func",
      "type",
      "type",
      "type",
      "type",
      "func",
      "value",
      "value",
      "func",
      "func",
    ]);
  });
  const texts: readonly (readonly [string, string])[] = [
    ["type Item", "// Item is one line.\ntype Item struct {\n\tName string\n\tTax  Tax\n}"],
    ["methods of Cart", "// func (c *Cart) Len() int\n// func (c *Cart) Clear()"],
    ["func Round", "func Round(f float64) Cents {\n\treturn Cents(f + 0.5)\n}"],
    ["const Low", "const (\n\tLow  Rate = 0.07\n\tHigh Rate = 0.19\n)"],
    ["var ErrEmpty", '// ErrEmpty is returned for a cart without items.\nvar ErrEmpty = errors.New("empty")'],
    ["func notWritten", "// func notWritten() int"],
  ];
  for (const [title, text] of texts) {
    it(`the text of ${title}`, async () => {
      assert.equal((await told()).pieces.find((p) => p.title === title)?.text, text);
    });
  }
  it("never the body of another stub", async () => {
    const { pieces } = await told({ hint: "use helper and Clear and notWritten" });
    assert.ok(pieces.some((p) => p.title === "func helper"));
    for (const p of pieces) assert.doesNotMatch(p.text, /panic|implemented/);
  });
  it("tests that call it, also through a helper, with what they need", async () => {
    const told_ = await told();
    assert.deepEqual(
      told_.tests.map((t) => t.name),
      ["ExampleCart_Total", "TestShort", "TestLong"],
    );
    assert.deepEqual(
      told_.tests.at(-1)?.helpers.map((h) => h.title),
      ["var prices", "func check"],
    );
  });
  it("tests that decide come first", async () => {
    const decides = {
      name: "TestLong",
      file: "/m/cart_test.go",
      reaches: ["Cart.Total"],
      status: "red" as const,
    };
    const known = { ...snapshot, baseline: { ...snapshot.baseline, targetTests: [decides] } };
    const { tests: shown } = contextOf(await loadGoParser(), { snapshot: known });
    assert.deepEqual(
      shown.map((t) => t.name),
      ["TestLong", "ExampleCart_Total", "TestShort"],
    );
  });
  it("nothing of the tests where they are to stay unseen", async () => {
    const { tests: shown, cases, pieces } = await told({ seeTests: false });
    assert.deepEqual([shown, cases], [[], []]);
    assert.ok(!pieces.some((p) => p.title === "func NewCart"));
  });
  it("real signatures of what the words name", async () => {
    const asked: string[] = [];
    const std = (path: string, name: string): string | undefined => {
      asked.push(`${path} ${name}`);
      return name === "Fields" ? "func Fields(s string) []string" : undefined;
    };
    const { pieces } = await told({ std, hint: "mind time.Now and math/bits.Len" });
    assert.deepEqual(asked, ["strings Fields", "time Now", "math/bits Len"]);
    assert.deepEqual(pieces.at(-1), {
      kind: "std",
      title: "strings.Fields",
      text: "// strings: func Fields(s string) []string",
    });
  });
  it("the project's notes before all, and the hint", async () => {
    const { pieces, hint } = await told({ project: "\nNo floats.\n", hint: "add up" });
    assert.deepEqual(pieces[0], { kind: "project", title: "the project's notes", text: "No floats." });
    assert.equal(hint, "add up");
  });
  it("the body of a function that is to be repaired, with line feeds", async () => {
    const repaired = packageOf(
      { "x.go": "package p\r\n\r\n// F\r\n// works\r\nfunc F() int {\r\n\treturn 1\r\n}\r\n" },
      ["F"],
    );
    const { decls } = contextOf(await loadGoParser(), { snapshot: repaired });
    assert.deepEqual(decls, [
      { name: "F", ident: "F", doc: "// F\n// works", signature: "func F() int", body: "{\n\treturn 1\n}" },
    ]);
  });
});
