import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { sentence } from "../../core/problem/text";
import type { Finding } from "../../core/verdict";
import { build } from "../compile/build";
import { vet } from "../compile/vet";
import { withFolder } from "../process/temp-dir";
import type { Subject } from "../snapshot/subject";
import { compileTests } from "../testrun/binary";
import type { GoFault } from "../toolchain/fault";
import { type Overlay, writeOverlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";

/** What a gate compiles. */
export type Compilation = "build" | "vet" | "tests";

/** What one says of it. */
interface Report {
  readonly findings: readonly Finding[];
  readonly broken?: string | undefined;
  readonly fault?: GoFault;
}

/** The package has to be done in this part of the time that its candidate had, or the machine may be what is slow. */
const share = 0.5;

/**
 * The report of a command that did not end in time: a finding where the package as it was before is done far sooner by
 * the same command, else broken. How busy a processor was says nothing on a machine that others use too.
 */
export async function withTimeBefore<R extends Report>(
  report: R,
  gate: Compilation,
  subject: Subject,
  signal: AbortSignal,
): Promise<R> {
  const { fault } = report;
  if (fault?.kind !== "time") return report;
  const before = await msBefore(gate, subject, signal);
  signal.throwIfAborted();
  if (before === undefined) return { ...report, findings: [], broken: fault.why };
  const message = `${fault.why}; without the new code it took ${(before / 1_000).toFixed(1)} s`;
  const finding: Finding = {
    gate,
    class: "timeout",
    file: subject.file.path,
    line: 0,
    column: 0,
    message: sentence(message),
  };
  return { ...report, findings: [finding], broken: undefined };
}

/** How long the command takes on the package as it was; undefined where it does not come to an end soon. */
function msBefore(gate: Compilation, { build: own, file, stubbed }: Subject, signal: AbortSignal) {
  const go = { ...own.go, longestMs: Math.round(own.go.longestMs * share) };
  const texts = gate === "tests" ? stubbed.reach : stubbed.texts;
  const text = texts.get(file.path) ?? file.text;
  // A text that is new: what was compiled before would take no time.
  const fresh = new Map([...texts, [file.path, `${text}\n// ${randomUUID()}\n`]]);
  return withFolder(async (folder): Promise<number | undefined> => {
    const overlay = await writeOverlay(join(folder, "overlay"), fresh);
    const from = performance.now();
    const done = await ends(gate, { ...own, go }, overlay, folder, signal);
    return done ? performance.now() - from : undefined;
  });
}

async function ends(
  gate: Compilation,
  own: TestBuild,
  overlay: Overlay,
  folder: string,
  signal: AbortSignal,
): Promise<boolean> {
  switch (gate) {
    case "build":
      return (await build(own, overlay, folder, signal)).ok;
    case "vet":
      return (await vet(own, overlay, folder, signal)).fault === undefined;
    case "tests":
      return (await compileTests(own, overlay.json, folder, signal)).kind === "binary";
    default:
      return gate satisfies never;
  }
}
