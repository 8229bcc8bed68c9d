import { join } from "node:path";
import { applyChanges, type TextChange } from "../../core/edit/edit";
import { linkedVariable, marker, writing } from "../../core/stub/placeholder";
import { withVoice } from "../../core/stub/placeholder-voice";
import { indexFile } from "../../core/syntax/index-file";
import { withFolder } from "../process/temp-dir";
import { type JudgeContext, textsWith } from "../snapshot/context";
import { compileTests, runTests } from "../testrun/binary";
import { writeOverlay } from "../toolchain/overlay";
import type { PackageTestsReport } from "./tests";

/** Set to the name of a declaration that is to behave like its stub. */
const variable = "STUBWRIGHT_STUB";

/**
 * Names of the target that no passed test decides. On the stubs the first one that a test reaches ends it, so what
 * it would reach later is measured on the candidate: with one declaration switched back to its stub, a test that
 * reaches it must turn red.
 */
export async function uncoveredNames(
  text: string,
  report: PackageTestsReport,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const covered = new Set(report.passed.flatMap((t) => t.reaches));
  const open = ctx.snapshot.target.names.filter((name) => !covered.has(name));
  if (open.length === 0 || report.passed.length === 0) return open;
  const decided = await decidedOneByOne(
    text,
    open,
    report.passed.map((t) => t.name),
    ctx,
    signal,
  );
  return open.filter((name) => !decided.has(name));
}

function decidedOneByOne(
  text: string,
  names: readonly string[],
  tests: readonly string[],
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  return withFolder(async (folder) => {
    const { build, settings } = ctx.snapshot;
    const overlay = await writeOverlay(join(folder, "overlay"), switchable(text, names, ctx));
    const compiled = await compileTests(build, overlay.json, folder, signal);
    signal.throwIfAborted();
    const decided = new Set<string>();
    if (compiled.kind !== "binary") return decided;
    for (const name of names) {
      for (const test of tests) {
        const request = {
          names: [test],
          timeoutMs: settings.testTimeoutMs,
          folder,
          env: { [variable]: name },
        };
        const { process, runs } = await runTests(ctx.deps.sandbox, build, compiled.path, request, signal);
        signal.throwIfAborted();
        const green = process.code === 0 && runs.find((r) => r.name === test)?.status === "pass";
        if (green || !process.stderr.includes(marker(name))) continue;
        decided.add(name);
        break;
      }
    }
    return decided;
  });
}

/** The package with a switch at the beginning of each named body. */
function switchable(text: string, names: readonly string[], ctx: JudgeContext): ReadonlyMap<string, string> {
  const { file, package: pkg, elsewhere } = ctx.snapshot;
  const { parser } = ctx.deps;
  const texts = textsWith(ctx, text);
  const own = texts.get(file.path) ?? text;
  const changes = indexFile(parser, own).decls.flatMap((d): TextChange[] => {
    if (d.kind !== "func" || d.body === undefined || !names.includes(d.name)) return [];
    const stub = `if stubwrightStub == "${d.name}" { stubwrightReached("${marker(d.name)}"); panic("${marker(d.name)}") };`;
    return [{ start: d.body.start + 1, end: d.body.start + 1, text: ` ${stub}` }];
  });
  const source = `package ${pkg.name}

import stubwright_os "os"

var stubwrightStub = stubwright_os.Getenv("${variable}")

var ${linkedVariable} = ""

func stubwrightReached(mark string) {
	stubwright_os.Stderr.WriteString(mark + "\\n")
	${writing("mark", "stubwright_os")}
}
`;
  return new Map([
    ...texts,
    [file.path, withVoice(parser, applyChanges(own, changes), elsewhere)],
    [join(pkg.dir, "zz_stubwright_stub.go"), source],
  ]);
}
