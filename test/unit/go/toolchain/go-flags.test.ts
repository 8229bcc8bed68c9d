import assert from "node:assert/strict";
import { flagText, joinWords, splitWords } from "../../../../src/go/toolchain/flag-syntax";
import {
  type GoFlags,
  linkerArgs,
  readGoFlags,
  renderGoFlags,
  withFlags,
} from "../../../../src/go/toolchain/go-flags";

describe("words of GOFLAGS", () => {
  const readable: readonly [string, readonly string[], string][] = [
    ["", [], ""],
    [" -a\t-b\n", ["-a", "-b"], "-a -b"],
    ["'-ldflags=-X a.b=c d' -v", ["-ldflags=-X a.b=c d", "-v"], "'-ldflags=-X a.b=c d' -v"],
    [`"-ldflags=-X 'a.b=c d'"`, ["-ldflags=-X 'a.b=c d'"], `"-ldflags=-X 'a.b=c d'"`],
    [`-ldflags='-s`, ["-ldflags='-s"], `"-ldflags='-s"`],
    [`'-a''-b'`, ["-a", "-b"], "-a -b"],
    ["''", [""], "''"],
  ];
  for (const [text, words, written] of readable) {
    it(`are read and written as go does: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(splitWords(text), { ok: true, value: words });
      assert.equal(joinWords(words), written);
    });
  }

  it("need the other quote", () => assert.equal(splitWords("-v '-tags=a").ok, false));
  it("cannot hold both kinds of quotes", () => assert.equal(joinWords([`-x='"`]), undefined));
});

/** What is read, as texts. */
const shown = ({ kept, ofOwnRuns, sanitized, mod, refused, ...flags }: GoFlags) => ({
  ...flags,
  kept: kept.map(flagText),
  ofOwnRuns: ofOwnRuns.map(flagText),
  ...(sanitized ? { sanitized } : {}),
  ...(mod === undefined ? {} : { mod }),
  ...(refused === undefined ? {} : { refused }),
});

interface Case {
  readonly goflags?: string;
  /** From settings. */
  readonly list?: readonly string[];
  readonly expect: Partial<ReturnType<typeof shown>>;
}

const none = { tags: [], ldflags: [], kept: [], ofTests: [], ofOwnRuns: [], leftOut: [] };

const cases: Readonly<Record<string, Case>> = {
  nothing: { expect: {} },
  "what is compiled stays": {
    goflags: "-race --asmflags=-D=A -modfile=x.mod -p=2 -toolexec=wrap",
    expect: {
      kept: ["-race", "-asmflags=-D=A", "-modfile=x.mod", "-p=2", "-toolexec=wrap"],
      sanitized: true,
    },
  },
  "the last word on a sanitizer counts": {
    goflags: "-race -race=false",
    expect: { kept: ["-race", "-race=false"] },
  },
  "how tests run reaches them, in any spelling": {
    goflags: "-short --test.cpu=1,2 -test.parallel=3",
    expect: {
      ofTests: ["-test.short", "-test.cpu=1,2", "-test.parallel=3"],
      ofOwnRuns: ["-short", "-cpu=1,2", "-parallel=3"],
    },
  },
  "which tests run, and how often, is theirs where they run them": {
    goflags: "-count=3 -test.run=A -exec=wrap -vet=off",
    expect: {
      ofOwnRuns: ["-count=3", "-run=A", "-exec=wrap", "-vet=off"],
      leftOut: ["-count=3", "-run=A", "-exec=wrap", "-vet=off"],
    },
  },
  "what voids, writes or garbles is left out, and so is what is not known": {
    goflags: "-cover -n -json -o=x -fix -vettool=quiet -bogus -cover",
    expect: { leftOut: ["-cover", "-n", "-json", "-o=x", "-fix", "-vettool=quiet", "-bogus"] },
  },
  "go takes the last tags of one place, and those of two places are united": {
    goflags: "-tags=a '-tags=b,c d'",
    list: ["-tags=d,e"],
    expect: { tags: ["b", "c", "d", "e"] },
  },
  "what only prints is taken out of the compiler's arguments": {
    goflags: "'-gcflags=all=-N -m=2 -d=checkptr -d=ssa/check_bce/debug=1' -gcflags=-m '-asmflags=-S -D=A'",
    expect: {
      kept: ["-gcflags=all=-N -d=checkptr", "-asmflags=-D=A"],
      leftOut: ["-gcflags=all=-m=2", "-gcflags=all=-d=ssa/check_bce/debug=1", "-gcflags=-m", "-asmflags=-S"],
    },
  },
  "what would be written into the workspace is taken out, with its value": {
    goflags:
      "'-ldflags=-o a.out -X m.v=1 -extldflags -v -cpuprofile=c' '-gcflags=-asmhdr x.h -d ssa/prove/debug=1'",
    expect: {
      ldflags: ["-X m.v=1 -extldflags -v"],
      leftOut: [
        "-gcflags=-asmhdr x.h",
        "-gcflags=-d ssa/prove/debug=1",
        "-ldflags=-o a.out",
        "-ldflags=-cpuprofile=c",
      ],
    },
  },
  "what a test binary would refuse is left out": {
    goflags: "-cpu=x -parallel=0 -short=maybe -cpu",
    expect: { leftOut: ["-cpu=x", "-parallel=0", "-short=maybe", "-cpu"] },
  },
  "quotes within an argument are kept": {
    list: [`-gcflags=-N '-p=a b'`, `-asmflags=-D "A=x y" -I 'z w'`],
    expect: { kept: [`-gcflags=-N '-p=a b'`, `-asmflags=-D 'A=x y' -I 'z w'`] },
  },
  "what GOFLAGS has no notation for is left out": {
    list: [`-toolexec=wrap 'a' "b"`],
    expect: { leftOut: [`-toolexec=wrap 'a' "b"`] },
  },
  "a list is a command line": {
    list: ["-tags", "a,b", "-race -short", "-ldflags=-X m.v=1 2", "-timeout 30s", "-skip", "A"],
    expect: {
      tags: ["a", "b"],
      kept: ["-race"],
      sanitized: true,
      ofTests: ["-test.short"],
      ofOwnRuns: ["-timeout=30s", "-skip=A", "-short"],
      ldflags: ["-X m.v=1 2"],
      leftOut: ["-skip=A"],
    },
  },
  "what Stubwright decides itself": { goflags: "-mod=mod -buildvcs=true", expect: { mod: "mod" } },
  "files that go is to replace cannot be": {
    goflags: "-overlay=o.json",
    expect: { refused: "-overlay=o.json" },
  },
};

describe("a person's flags", () => {
  for (const [title, { goflags = "", list = [], expect }] of Object.entries(cases)) {
    it(title, () => {
      const read = readGoFlags(goflags, list);
      assert.ok(read.ok);
      assert.deepEqual(shown(read.value), { ...none, ...expect });
    });
  }

  for (const [goflags, list, why] of [
    ["-v loose", [], 'non-flag "loose"'],
    ["-", [], 'non-flag "-"'],
    ["-=x", [], 'non-flag "-=x"'],
    ["'-v", [], "unterminated ' string"],
    ["", ["loose"], 'non-flag "loose"'],
  ] as const)
    it(`cannot be read: ${[goflags, ...list].join(" ")}`, () =>
      assert.deepEqual(readGoFlags(goflags, list), { ok: false, error: why }));

  const flags = (goflags: string): GoFlags => {
    const read = readGoFlags(goflags, []);
    assert.ok(read.ok);
    return read.value;
  };

  it("are written into GOFLAGS with quotes where go needs them", () =>
    assert.equal(renderGoFlags(flags("'-gcflags=-N -l' -race").kept), "'-gcflags=-N -l' -race"));

  it("of the linker stand before ours in each value: go takes one of them", () =>
    assert.deepEqual(linkerArgs(flags("-ldflags=-X=m.v=1 '-ldflags=./...=-X m.w=2'"), "-s -w"), [
      "-ldflags=-s -w",
      "-ldflags=-X=m.v=1 -s -w",
      "-ldflags=./...=-X m.w=2 -s -w",
    ]));

  it("are named where go fails with them", () => {
    assert.equal(
      withFlags("no such tool\n", flags("-toolexec=x -tags=a -v")),
      "no such tool (with your flags -toolexec=x -tags=a)",
    );
    assert.equal(withFlags("no such tool", flags("-v")), "no such tool");
  });
});
