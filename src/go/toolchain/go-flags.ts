import { type NoteOf, note } from "../../core/problem/codes";
import { ok, type Result } from "../../core/result";
import { type Flag, flagsIn, flagsOfList, flagText, isOn, joinWords, splitWords } from "./flag-syntax";

/** The person's flags as far as each go command of ours takes them. */
export interface GoFlags {
  readonly tags: readonly string[];
  /** Values of -ldflags in their order; of those that fit a package go takes the last. */
  readonly ldflags: readonly string[];
  /** In the GOFLAGS of every go command, with tags. */
  readonly kept: readonly Flag[];
  /** For a test binary: `-test.short`. */
  readonly ofTests: readonly string[];
  /** How they run their own tests, for the `go test` that is theirs. */
  readonly ofOwnRuns: readonly Flag[];
  /** What a candidate is judged without. */
  readonly leftOut: readonly string[];
  /** `mod`, `vendor` or `readonly`. */
  readonly mod: string | undefined;
  /** Race detector or another sanitizer: the binary maps terabytes of memory. */
  readonly sanitized: boolean;
  /** What cannot be left out, since the code may need it, and cannot be kept beside what judging does. */
  readonly refused: string | undefined;
}

/**
 * What becomes of a flag; of one that is not here a candidate is judged without it, since it may void the judgement (-n,
 * -cover: go then ignores the overlay), write into the workspace (-fix, -o) or garble what is read (-json, -x).
 * - build: what is compiled, or how; stays
 * - merged: joined with Stubwright's own
 * - tests: handed on to every test binary
 * - own-runs: how tests run where the person runs them; a judgement decides that itself
 * - refused: changes what the code is, and go takes only one
 */
const handling: Readonly<Record<string, "build" | "merged" | "tests" | "own-runs" | "refused">> = {
  asan: "build",
  asmflags: "build",
  buildvcs: "merged",
  compiler: "build",
  count: "own-runs",
  cpu: "tests",
  exec: "own-runs",
  failfast: "own-runs",
  gccgoflags: "build",
  gcflags: "build",
  installsuffix: "build",
  ldflags: "merged",
  mod: "merged",
  modcacherw: "build",
  modfile: "build",
  msan: "build",
  overlay: "refused",
  p: "build",
  parallel: "tests",
  race: "build",
  run: "own-runs",
  short: "tests",
  shuffle: "own-runs",
  skip: "own-runs",
  tags: "merged",
  timeout: "own-runs",
  toolexec: "build",
  vet: "own-runs",
};

/**
 * @param goflags as go reads it
 * @param more flags that came another way, as a command line has them; where one of each way can count, these do
 */
export function readGoFlags(goflags: string, more: readonly string[]): Result<GoFlags, string> {
  const first = flagsIn(goflags);
  if (!first.ok) return first;
  const second = flagsOfList(more);
  if (!second.ok) return second;
  const all = [...first.value, ...second.value];
  const of = (kind: string): readonly Flag[] => all.filter((flag) => handling[flag.name] === kind);
  const values = (name: string, from: readonly Flag[] = all): readonly string[] =>
    from.flatMap((flag) => (flag.name === name && flag.value !== undefined ? [flag.value] : []));
  const tags = [first.value, second.value].flatMap((from) =>
    (values("tags", from).at(-1) ?? "").split(/[\s,]+/),
  );
  const built = of("build").map(withoutPrinting);
  const out = all.filter((flag) => (handling[flag.name] ?? "own-runs") === "own-runs");
  return ok({
    tags: [...new Set(tags.filter((tag) => tag !== ""))],
    ldflags: values("ldflags"),
    kept: built.flatMap(({ kept }) => kept),
    ofTests: of("tests").map((flag) => flagText({ ...flag, name: `test.${flag.name}` })),
    ofOwnRuns: [...of("own-runs"), ...of("tests")],
    leftOut: [...new Set([...out.map(flagText), ...built.flatMap(({ leftOut }) => leftOut)])],
    mod: values("mod").at(-1),
    sanitized: ["race", "msan", "asan"].some((name) => isOn(all, name)),
    refused: values("overlay").map((value) => `-overlay=${value}`)[0],
  });
}

/** GOFLAGS for a go command: each flag quoted as go reads it. */
export const renderGoFlags = (flags: readonly Flag[]): string => joinWords(flags.map(flagText)) ?? "";

/** What a person is told of the flags that a candidate is judged without. */
export const flagNotes = ({ leftOut }: GoFlags): readonly NoteOf<"flags-left-out">[] =>
  leftOut.length === 0 ? [] : [note("flags-left-out", { flags: leftOut })];

/** What go says when it fails, with the flags that it was given: any of them may be why. */
export function withFlags(why: string, { kept, tags, ldflags }: GoFlags): string {
  const given = [
    ...kept,
    ...(tags.length === 0 ? [] : [{ name: "tags", value: tags.join(",") }]),
    ...ldflags.map((value) => ({ name: "ldflags", value })),
  ];
  return given.length === 0 ? why : `${why.trim()} (with your flags ${given.map(flagText).join(" ")})`;
}

/** -ldflags of the person with ours behind each: of several go takes one. */
export const linkerArgs = ({ ldflags }: GoFlags, ours: string): readonly string[] =>
  ["", ...ldflags].map((theirs) => `-ldflags=${`${theirs} ${ours}`.trim()}`);

/** Arguments of the compiler, the assembler and the linker that print or write what nobody asked for here. */
const printing: Readonly<Record<string, RegExp>> = {
  gcflags:
    /^--?(?:[%EKSVWhjmrtvw]|live|errorurl|json|bench|blockprofile|cpuprofile|memprofile|mutexprofile|traceprofile)(?:=|$)/,
  asmflags: /^--?(?:S|V|debug|v)(?:=|$)/,
};
/** Of the compiler's debugging switches those that change code and print nothing. */
const quiet = /^(?:checkptr(?:=|$)|loopvar=[-01]|libfuzzer|maymorestack|softfloat)/;

/** Go replays what the compiler printed, and it would read as its complaints. */
function withoutPrinting(flag: Flag): {
  readonly kept: readonly Flag[];
  readonly leftOut: readonly string[];
} {
  const pattern = printing[flag.name];
  const [, scope = "", list = ""] = /^((?!-)[^=]*=)?([\s\S]*)$/.exec(flag.value ?? "") ?? [];
  const args = splitWords(list);
  if (pattern === undefined || !args.ok) return { kept: writable(flag), leftOut: unwritable(flag) };
  const speaks = (arg: string): boolean =>
    pattern.test(arg) ||
    (flag.name === "gcflags" &&
      /^--?d=/.test(arg) &&
      !arg
        .slice(3)
        .split(",")
        .every((d) => quiet.test(d)));
  const said = args.value.filter(speaks).map((arg) => flagText({ ...flag, value: `${scope}${arg}` }));
  const silent = joinWords(args.value.filter((arg) => !speaks(arg)));
  const rest: Flag = { ...flag, value: silent === undefined ? flag.value : `${scope}${silent}` };
  if (said.length > 0 && rest.value === scope) return { kept: [], leftOut: said };
  return { kept: writable(rest), leftOut: [...said, ...unwritable(rest)] };
}

const unwritable = (flag: Flag): readonly string[] =>
  joinWords([flagText(flag)]) === undefined ? [flagText(flag)] : [];
const writable = (flag: Flag): readonly Flag[] => (unwritable(flag).length === 0 ? [flag] : []);
