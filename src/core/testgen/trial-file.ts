import { callText, type TestCase } from "./case";
import { seen, statement } from "./render";
import type { TestSubject } from "./suite";
import { importsFor, importsOf } from "./test-names";

const caseTest = (i: number): string => `TestStubwrightCase${i}`;
const probeTest = (i: number): string => `TestStubwrightProbe${i}`;

/** A call whose results are not known yet. */
export type Probe = Pick<TestCase, "receiver" | "args">;

export interface TrialFile {
  readonly text: string;
  /** The test of each case and of each probe. */
  readonly names: readonly string[];
  /** The name of the test that a line (1-based) of the text belongs to. */
  readonly at: (line: number) => string | undefined;
}

/** What the output of a test says where the function panicked, and where a probe prints what it got. */
export const panicked = "stubwright:panics:";
const printed = "stubwright:got:";

/** One test for each case and probe, from inside the package: never shown, it only finds out which ones are worth it. */
export function trialFile(
  subject: TestSubject,
  cases: readonly TestCase[],
  probes: readonly Probe[],
): TrialFile {
  const { parser, file, snapshot, std, shape } = subject;
  const style = { library: "testing", slices: true } as const;
  const tests = [
    ...cases.map((c, i) => ({ name: caseTest(i), body: statement(shape, c, style) })),
    ...probes.map((p, i) => ({ name: probeTest(i), body: probeBody(subject, p) })),
  ].map(({ name, body }) => ({ name, code: `func ${name}(t *testing.T) {\n${rescue}${body}}\n` }));
  const code = tests.map((t) => t.code).join("\n");
  const imports = importsFor(parser, `${code}\nvar _ *testing.T\n`, importsOf(file), std);
  const block = imports.map((i) => `\t${i.alias ?? ""} "${i.path}"\n`).join("");
  const head = `package ${snapshot.package.name}\n\nimport (\n${block})\n\n`;
  const starts: { readonly line: number; readonly name: string }[] = [];
  let line = head.split("\n").length;
  for (const t of tests) {
    starts.push({ line, name: t.name });
    line += t.code.split("\n").length;
  }
  return {
    text: head + code,
    names: tests.map((t) => t.name),
    at: (wanted) => starts.filter((s) => s.line <= wanted).at(-1)?.name,
  };
}

const rescue = `defer func() {\nif r := recover(); r != nil {\nt.Errorf("${panicked} %v", r)\n}\n}()\n`;

function probeBody({ shape: { decl, looks } }: TestSubject, probe: Probe): string {
  const changed = looks[0]?.param;
  const c: TestCase = { ...probe, wants: [], origin: "code" };
  if (changed !== undefined) {
    const type = decl.params[changed]?.type ?? "";
    const call = callText(decl, { ...c, args: c.args.map((a, i) => (i === changed ? "arg" : a)) });
    return `var arg ${type} = ${c.args[changed]}\n${call}\nt.Logf("${printed}%#v", arg)\n`;
  }
  const names = looks.map((_, i) => `got${i}`);
  const shown = looks.map((l, i) => (l.how === "error" ? `got${i} != nil` : seen(l, `got${i}`)));
  const format = looks.map(() => `${printed}%#v`).join("\\n");
  return `${names.join(", ")} := ${callText(decl, c)}\nt.Logf("${format}", ${shown.join(", ")})\n`;
}

/** What a probe printed, as expressions of what was wanted; undefined where it did not come to its end. */
export function probed({ shape: { looks } }: TestSubject, output: string): readonly string[] | undefined {
  const values = output
    .split("\n")
    .flatMap((line) =>
      line.includes(printed) ? [line.slice(line.indexOf(printed) + printed.length).trimEnd()] : [],
    );
  if (values.length !== looks.length) return undefined;
  const failed = looks.at(-1)?.how === "error" && values.at(-1) === "true";
  return looks.map((look, i) => {
    if (look.how === "error") return failed ? "error" : "nil";
    return failed ? "_" : asExpression(values[i] ?? "", look.type);
  });
}

/** `%#v` as Go: `[]string(nil)` is nil, a list of bytes is spelt as the type has it. */
function asExpression(value: string, type: string): string {
  if (/^(?:\[\]|map\[)[^{]*\(nil\)$/.test(value)) return "nil";
  const body = /^(?:\[\](?:u?int8|byte|int32|rune)|\[\]u?int\d*)(\{.*\})$/.exec(value)?.[1];
  return body === undefined ? value : type + body;
}

/** The test of a case, of a probe. */
export const trialName = { case: caseTest, probe: probeTest };

/** Whether `%#v` of everything that is looked at is Go that says it. */
export const isProbeable = ({ shape: { looks, generic } }: TestSubject): boolean =>
  !generic &&
  looks.every(
    (l) =>
      l.how !== "deep" ||
      /^map\[(?:string|int)\](?:string|int|bool|float64)$/.test(l.type) ||
      /^\[\]\[\](?:string|int|bool)$/.test(l.type),
  );
