import { type NoteOf, note } from "../../core/problem/codes";
import { ok, type Result } from "../../core/result";
import { type Flag, flagsIn, flagsOfList, flagText, isOn, joinWords } from "./flag-syntax";
import { quietArguments } from "./tool-arguments";

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
 * - own-runs: how tests run where the person runs them; a judgement decides that itself, within their -timeout
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

/** Of those that are not compiled with, these are left out; so are the others where a test binary would refuse them. */
const notJudging = new Set(["own-runs", "tests"]);

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
  const built = of("build").map(quietly);
  const linked = all.filter((flag) => flag.name === "ldflags" && flag.value !== undefined).map(quietly);
  const tests = of("tests").filter(taken);
  const out = all.filter(
    (flag) =>
      !tests.includes(flag) && flag.name !== "timeout" && notJudging.has(handling[flag.name] ?? "own-runs"),
  );
  const leftOut = [...out.map(flagText), ...[...built, ...linked].flatMap((split) => split.leftOut)];
  return ok({
    tags: [...new Set(tags.filter((tag) => tag !== ""))],
    ldflags: linked.flatMap(({ kept }) => kept.map(({ value = "" }) => value)),
    kept: built.flatMap(({ kept }) => kept),
    ofTests: tests.map((flag) => flagText({ ...flag, name: `test.${flag.name}` })),
    ofOwnRuns: [...of("own-runs"), ...tests],
    leftOut: [...new Set(leftOut)],
    mod: values("mod").at(-1),
    sanitized: ["race", "msan", "asan"].some((name) => isOn(all, name)),
    refused: values("overlay").flatMap((value) => (value === "" ? [] : [`-overlay=${value}`]))[0],
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

interface Split {
  readonly kept: readonly Flag[];
  readonly leftOut: readonly string[];
}

/** Go replays what its tools printed, and GOFLAGS has no notation for some values. */
function quietly(flag: Flag): Split {
  const { kept, out } =
    flag.value === undefined ? { kept: "", out: [] } : quietArguments(flag.name, flag.value);
  const leftOut = out.map((value) => flagText({ ...flag, value }));
  if (kept === undefined) return { kept: [], leftOut };
  const rest = flag.value === undefined ? flag : { ...flag, value: kept };
  const writable = flag.name === "ldflags" || joinWords([flagText(rest)]) !== undefined;
  return writable ? { kept: [rest], leftOut } : { kept: [], leftOut: [...leftOut, flagText(rest)] };
}

/** What a test binary would refuse, and no test then run. */
const ofTest: Readonly<Record<string, RegExp>> = {
  cpu: /^[1-9]\d*(?:,[1-9]\d*)*$/,
  parallel: /^[1-9]\d*$/,
  short: /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/,
};

const taken = ({ name, value }: Flag): boolean =>
  value === undefined ? name === "short" : ofTest[name]?.test(value) === true;
