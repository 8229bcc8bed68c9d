import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Node } from "web-tree-sitter";
import { applyChanges, type TextChange } from "../../core/edit/edit";
import { indexFile } from "../../core/syntax/index-file";
import type { FuncDecl, GoParser } from "../../core/syntax/tree";
import type { SubjectContext } from "../snapshot/context";
import { watchedTexts } from "../snapshot/watched";
import { goSources } from "../toolchain/go-sources";

/** What becomes of one function in one run; the numbers are those of helper/control. */
export const modes = { other: 1, zero: 2, back: 3, without: 4, turns: 5 } as const;
export type Mode = keyof typeof modes;

/** The package with a candidate whose functions can be turned into their opposite. */
export interface ControlTexts {
  readonly texts: ReadonlyMap<string, string>;
  /** For a run: the name by which the binary knows what to do. */
  readonly id: (name: string, mode: Mode) => string;
  /** What each name of the target that is in it is to become, what tests notice most often first. */
  readonly opposites: ReadonlyMap<string, readonly Mode[]>;
}

/**
 * The candidate as its tests run it, each function of the target with a first statement that does something at its end.
 * Nothing that the code could look at tells this binary from the judged one: every run has a name that is drawn by lot,
 * and which of them mean something is compiled in, under identifiers that are drawn by lot too.
 */
export async function controlTexts(ctx: SubjectContext, text: string): Promise<ControlTexts> {
  const { file, target, package: pkg } = ctx.snapshot;
  const { parser } = ctx.deps;
  const watched = await watchedTexts(ctx, text);
  const own = watched.get(file.path) ?? text;
  const prefix = `x${randomBytes(6).toString("hex")}`;
  const funcs = indexFile(parser, own).decls.flatMap((d) =>
    d.kind === "func" && d.body !== undefined && target.names.includes(d.name) ? [d] : [],
  );
  const names = funcs.map((f) => f.name);
  const runs = names.flatMap((name, number) =>
    Object.entries(modes).map(([mode, value]) => {
      const id = randomBytes(16).toString("hex");
      return { name, mode, id, plan: number * 8 + value };
    }),
  );
  const changed = instrumented(parser, own, funcs, prefix);
  const files = pkg.files.map((f) => watched.get(f.path) ?? f.text);
  const variables = [...files.filter((t) => t !== own), own].flatMap((t) => variablesOf(parser, t));
  const source = (await readFile(join(goSources, "control", "control.go"), "utf8"))
    .replace(/^package control$/m, `package ${pkg.name}`)
    .replace("map[uint64]int{}", `map[uint64]int{${runs.map((r) => `${sumOf(r.id)}: ${r.plan}`).join(", ")}}`)
    .replace("Names = []string{}", `Names = []string{${names.map((n) => JSON.stringify(n)).join(", ")}}`)
    .replace("State = []interface{}{}", `State = []interface{}{${variables.map((v) => `&${v}`).join(", ")}}`)
    .replaceAll("stubwright", prefix);
  return {
    texts: new Map([...watched, [file.path, changed], [join(pkg.dir, `zz_${prefix}.go`), source]]),
    id: (name, mode) => runs.find((r) => r.name === name && r.mode === mode)?.id ?? "",
    opposites: new Map(funcs.map((f) => [f.name, oppositesOf(f)])),
  };
}

/** Another result, as zero as can be, another at every second call; and what was changed put back. */
function oppositesOf({ results, params }: FuncDecl): readonly Mode[] {
  if (results.length > 0) return ["other", "zero", "turns", "back"];
  // What it hands to a function that it is given counts as a result; a name may stand for a function's type.
  const noFunction =
    /^(?:[*[]|map\b|chan\b|<-|interface\b|struct\b|(?:u?int\d*|uintptr|byte|rune|bool|string|float\d+|error|any)$)/;
  return params.every((p) => noFunction.test(p.type)) ? ["back"] : ["back", "other", "turns"];
}

/** FNV-1a of the last part of the path that a run's name is in: the names themselves are not in the binary. */
function sumOf(id: string): string {
  let sum = 14695981039346656037n;
  for (const byte of Buffer.from(`reached-${id}`))
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 1099511628211n);
  return String(sum);
}

function instrumented(parser: GoParser, text: string, funcs: readonly FuncDecl[], prefix: string): string {
  const tree = parser.parse(text);
  try {
    const nodes = tree.rootNode.descendantsOfType(["function_declaration", "method_declaration"]);
    const changes = funcs.flatMap((func, number): TextChange[] => {
      const node = nodes.find((n) => n !== null && n.startIndex === func.span.start);
      const { body, results } = func;
      if (body === undefined || node === undefined || node === null) return [];
      const given = [func.receiver, ...func.params].flatMap((p) => nameOf(p?.name) ?? []);
      const named = results.map((r, i) => ({ name: nameOf(r.name) ?? `${prefix}${i}`, type: r.type }));
      const at = body.start + 1;
      const first =
        ` defer ${prefix}Control(${number}, ${pointers(given)}, ${pointers(named.map((r) => r.name))})();` +
        ` if ${prefix}LeftOut(${number}) { return };`;
      const whole = results.every((r) => nameOf(r.name) !== undefined);
      return [...(whole ? [] : renamed(node, named)), { start: at, end: at, text: first }];
    });
    return applyChanges(text, changes);
  } finally {
    tree.delete();
  }
}

/** A body can use its results only by their names. */
function renamed(
  node: Node,
  named: readonly { readonly name: string; readonly type: string }[],
): TextChange[] {
  const result = node.childForFieldName("result");
  if (result === null) return [];
  const text = `(${named.map(({ name, type }) => `${name} ${type}`).join(", ")})`;
  return [{ start: result.startIndex, end: result.endIndex, text }];
}

const nameOf = (name: string | undefined): string | undefined => (name === "_" ? undefined : name);

const pointers = (names: readonly string[]): string =>
  `[]interface{}{${names.map((n) => `&${n}`).join(", ")}}`;

const variablesOf = (parser: GoParser, text: string): readonly string[] =>
  indexFile(parser, text).decls.flatMap((d) =>
    d.kind === "var" ? d.names.filter((name) => name !== "_" && !/^stubwright/i.test(name)) : [],
  );
