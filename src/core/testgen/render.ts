import type { FuncDecl } from "../syntax/tree";
import { type CaseShape, callText, type ParameterLook, type TestCase } from "./case";
import type { AssertLibrary } from "./style";

export interface RenderStyle {
  readonly library: AssertLibrary;
  /** Go's version has package slices, where nil and empty are one. */
  readonly slices: boolean;
  /** Nothing has confirmed what the model expects. */
  readonly unconfirmed?: boolean;
}

/** A row of the table is this wide at the most before its comment stands above it; longer titles are cut. */
const longestTitle = 60;

/**
 * A test function over a table, or, for a function with type parameters, one statement for each case. Not yet
 * formatted; names as seen from inside the package.
 */
export function testFunction(
  name: string,
  shape: CaseShape,
  cases: readonly TestCase[],
  style: RenderStyle,
): string {
  if (shape.generic) {
    const runs = cases.map((c) => {
      const title = JSON.stringify(titleOf(shape.decl, c));
      return `${note(cases, c, style)}t.Run(${title}, func(t *testing.T) {\n${statement(shape, c, style)}})\n`;
    });
    return `func ${name}(t *testing.T) {\n${runs.join("")}}\n`;
  }
  return tableTest(name, shape, cases, style);
}

/** Rows that no person stated are said to be so, once, above the first of them. */
function note(cases: readonly TestCase[], c: TestCase, { unconfirmed = false }: RenderStyle): string {
  if (cases.find((x) => x.origin === c.origin) !== c) return "";
  if (c.origin === "code") return "// What the code gives today; nobody has stated it.\n";
  return c.origin === "model" && unconfirmed
    ? "// What the model that wrote the body expects; nobody has confirmed it.\n"
    : "";
}

interface Fields {
  readonly title: string;
  readonly receiver: string;
  readonly params: readonly string[];
  readonly wants: readonly string[];
}

function fieldsOf({ decl, looks }: CaseShape): Fields {
  const taken = new Set<string>();
  const free = (...names: readonly string[]): string => {
    const name = names.find((n) => n !== "_" && !taken.has(n)) ?? `${names[0]}${taken.size}`;
    taken.add(name);
    return name;
  };
  const receiver = decl.receiver === undefined ? "" : free(decl.receiver.name ?? "recv", "recv");
  const params = decl.params.map((p, i) => free(p.name ?? `arg${i + 1}`, `arg${i + 1}`));
  const title = free("name", "title", "label");
  const values = looks.filter((l) => l.how !== "error").length;
  const wants = looks.map((look, i) =>
    look.how === "error"
      ? free("wantErr", "fails")
      : free(values === 1 || i === 0 ? "want" : `want${i + 1}`, "expected"),
  );
  return { title, receiver, params, wants };
}

/** The struct of a table with its opening brace: what a model goes on from, too. */
export function tableHead(shape: CaseShape): string {
  const { decl, looks } = shape;
  const fields = fieldsOf(shape);
  const of = (name: string, type: string): string => `\t\t${name} ${type}\n`;
  const receiver =
    decl.receiver === undefined
      ? ""
      : of(fields.receiver, `${decl.receiver.pointer ? "*" : ""}${decl.receiver.base}`);
  const params = decl.params.map((p, i) => of(fields.params[i] ?? "", p.variadic ? `[]${p.type}` : p.type));
  const wants = looks.map((l, i) => of(fields.wants[i] ?? "", l.how === "error" ? "bool" : l.type));
  return `\ttests := []struct {\n${of(fields.title, "string")}${receiver}${params.join("")}${wants.join("")}\t}{\n`;
}

function tableTest(name: string, shape: CaseShape, cases: readonly TestCase[], style: RenderStyle): string {
  const { decl } = shape;
  const f = fieldsOf(shape);
  const rows = cases.map((c) => `${note(cases, c, style)}{${rowParts(shape, c).join(", ")}},\n`);
  const args = decl.params.map((p, i) => `tt.${f.params[i]}${p.variadic ? "..." : ""}`);
  const call = `${f.receiver === "" ? "" : `tt.${f.receiver}.`}${decl.ident}(${args.join(", ")})`;
  const callFormat = `${decl.ident}(${decl.params.map((p) => verb(p.type)).join(", ")})`;
  const values = decl.params.map((_, i) => `tt.${f.params[i]}`);
  const checks = {
    call,
    argument: (i: number) => `tt.${f.params[i]}`,
    want: (i: number) => `tt.${f.wants[i]}`,
    fails: `tt.${f.wants.at(-1)}`,
    callFormat,
    values,
  };
  return [
    `func ${name}(t *testing.T) {\n${tableHead(shape)}${rows.join("")}\t}\n`,
    `\tfor _, tt := range tests {\n\t\tt.Run(tt.${f.title}, func(t *testing.T) {\n`,
    `${checked(shape, checks, style)}\t\t})\n\t}\n}\n`,
  ].join("");
}

function rowParts(shape: CaseShape, c: TestCase): readonly string[] {
  const wants = shape.looks.map((look, i) => {
    const want = c.wants[i] ?? "_";
    if (look.how === "error") return String(want !== "nil");
    return want === "_" ? zero(look) : want;
  });
  const receiver = c.receiver === undefined ? [] : [c.receiver];
  return [JSON.stringify(titleOf(shape.decl, c)), ...receiver, ...c.args, ...wants];
}

export function titleOf(decl: FuncDecl, c: TestCase): string {
  const text = callText(decl, c).replace(/\s+/g, " ");
  return text.length <= longestTitle ? text : `${text.slice(0, longestTitle - 1)}…`;
}

function zero(look: ParameterLook): string {
  if (look.how === "float") return "0";
  if (look.how === "basic") return look.type === "bool" ? "false" : look.type === "string" ? '""' : "0";
  return /^(?:\[\]|map\[|\*|any$|interface)/.test(look.type) ? "nil" : `*new(${look.type})`;
}

const verb = (type: string): string => (type === "string" ? "%q" : "%v");

interface Checks {
  readonly call: string;
  readonly argument: (i: number) => string;
  readonly want: (i: number) => string;
  /** Whether an error is wanted: an expression, or a constant. */
  readonly fails: string;
  /** The call as a format string, and what it is filled with. */
  readonly callFormat: string;
  readonly values: readonly string[];
}

/** The call, and a check of everything it is to give. */
function checked({ looks }: CaseShape, checks: Checks, style: RenderStyle): string {
  const [first] = looks;
  if (first?.param !== undefined) {
    const got = checks.argument(first.param);
    return `${checks.call}\n${check({ look: first, got, want: checks.want(0) }, checks, style)}`;
  }
  const alone = looks.length === 1 && first !== undefined && first.how !== "error";
  if (alone && style.library === "testing")
    return check(
      { look: first, got: "got", want: checks.want(0), before: `got := ${seen(first, checks.call)}; ` },
      checks,
      style,
    );
  const error = looks.findIndex((l) => l.how === "error");
  const names = looks.map((l, i) => (l.how === "error" ? "err" : i === 0 ? "got" : `got${i + 1}`));
  const values = looks
    .map((look, i) =>
      look.how === "error"
        ? ""
        : check(
            { look, got: names[i] ?? "", want: checks.want(i), ...again(look, names[i], style) },
            checks,
            style,
          ),
    )
    .join("");
  const call = `${names.join(", ")} := ${checks.call}\n`;
  if (error < 0) return call + values;
  const stop = values === "" ? "" : error < 0 ? "" : "\nif err != nil {\nreturn\n}\n";
  return `${call}${errorCheck(checks, style)}${stop}${values}`;
}

/** What is looked at of a value: of an iterator what it yields. */
export const seen = ({ yields }: ParameterLook, value: string): string =>
  yields === true ? `slices.Collect(${value})` : value;

/** An iterator may yield once only: what it yields takes its name before it is compared and printed. */
function again(look: ParameterLook, name = "", { library }: RenderStyle): Partial<Comparison> {
  if (look.yields !== true) return {};
  return library === "testing" ? { before: `${name} := ${seen(look, name)}; ` } : { got: seen(look, name) };
}

function errorCheck({ fails, callFormat, values }: Checks, { library }: RenderStyle): string {
  if (library === "assert" || library === "require")
    return `${library}.Equal(t, ${fails}, err != nil, "error: %v", err)\n`;
  return `if (err != nil) != ${fails} {\nt.Fatalf(${JSON.stringify(`${callFormat}: error %v, want one: %v`)}, ${[...values, "err", fails].join(", ")})\n}\n`;
}

/** One value that a call gave, and what it is compared with: Go expressions. */
interface Comparison {
  readonly look: ParameterLook;
  readonly got: string;
  readonly want: string;
  /** A statement for the `if` to begin with. */
  readonly before?: string;
}

function check(
  { look, got, want, before = "" }: Comparison,
  checks: Checks,
  { library, slices }: RenderStyle,
): string {
  if (library === "assert" || library === "require") {
    return look.how === "float"
      ? `${library}.InDelta(t, ${want}, ${got}, 1e-9)\n`
      : `${library}.Equal(t, ${want}, ${got})\n`;
  }
  if (library === "cmp" && (look.how === "deep" || look.how === "list")) {
    return `if diff := cmp.Diff(${want}, ${got}); diff != "" {\nt.Errorf(${JSON.stringify(`${checks.callFormat} (-want +got):\n%s`)}, ${[...checks.values, "diff"].join(", ")})\n}\n`;
  }
  const differs =
    look.how === "float"
      ? `math.Abs(float64(${got}-${want})) > 1e-9`
      : look.how === "basic"
        ? `${got} != ${want}`
        : look.how === "list" && slices
          ? `!slices.Equal(${got}, ${want})`
          : `!reflect.DeepEqual(${got}, ${want})`;
  const what = look.param === undefined ? checks.callFormat : `after ${checks.callFormat}:`;
  const given = look.param === undefined ? checks.values : [];
  const format =
    look.param === undefined
      ? `${what} = ${verb(look.type)}, want ${verb(look.type)}`
      : `got ${verb(look.type)}, want ${verb(look.type)}`;
  return `if ${before}${differs} {\nt.Errorf(${JSON.stringify(format)}, ${[...given, got, want].join(", ")})\n}\n`;
}

/** One case without a table. */
export function statement(shape: CaseShape, c: TestCase, style: RenderStyle): string {
  const { decl, looks } = shape;
  const title = titleOf(decl, c).replace(/%/g, "%%");
  const [first] = looks;
  const declared: string[] = [];
  const changed = first?.param;
  const args = changed === undefined ? c : { ...c, args: c.args.map((a, i) => (i === changed ? "arg" : a)) };
  if (changed !== undefined && first !== undefined)
    declared.push(`${variable("arg", first.type, c.args[changed] ?? "nil", shape)}\n`);
  const fails = c.wants.at(-1) !== "nil";
  const failing = looks.at(-1)?.how === "error" && fails;
  looks.forEach((look, i) => {
    if (look.how === "error" || failing) return;
    declared.push(`${variable(i === 0 ? "want" : `want${i + 1}`, look.type, c.wants[i] ?? "nil", shape)}\n`);
  });
  const checks: Checks = {
    call: callText(decl, args),
    argument: () => "arg",
    want: (i) => (i === 0 ? "want" : `want${i + 1}`),
    fails: String(fails),
    callFormat: title,
    values: [],
  };
  if (failing) {
    const blanks = looks.map((l) => (l.how === "error" ? "err" : "_")).join(", ");
    return `if ${blanks} := ${checks.call}; err == nil {\nt.Errorf(${JSON.stringify(`${title}: no error, want one`)})\n}\n`;
  }
  return `${declared.join("")}${checked(exact(shape, c), checks, style)}`;
}

/** With type parameters a plain value tells what can be compared with it. */
const exact = (shape: CaseShape, c: TestCase): CaseShape => ({
  ...shape,
  looks: shape.looks.map((l, i) =>
    shape.generic && /^(?:-?\d|"|'|`|true$|false$)/.test(c.wants[i] ?? "") ? { ...l, how: "basic" } : l,
  ),
});

/** With type parameters the type of a value is what its expression has. */
const variable = (name: string, type: string, value: string, { generic }: CaseShape): string =>
  generic ? `${name} := ${value}` : `var ${name} ${type} = ${value}`;
