import type { Finding } from "../../core/verdict";
import { at, type Frame, leading, printedFrames, type TestSite } from "./findings";
import { cut, oneLine } from "./message";
import type { TestRun } from "./test2json";

interface Report {
  readonly panic?: true;
  readonly place: Pick<Frame, "file" | "line"> | undefined;
  readonly message: string;
}

type Format = (output: string, site: TestSite) => readonly Report[];

/** What libraries print that keep accounts of their own, beside those of the testing package. */
export function libraryReports({ name, output }: TestRun, site: TestSite): readonly Finding[] {
  const plain = output.replace(ansi, "");
  const reports = [ginkgo, goconvey, gopter].flatMap((format) => format(plain, site));
  const findings = reports.map(({ panic, place, message }): Finding => {
    const kind = panic === true ? "panic" : "assertion";
    const declared = at(site, name.split("/")[0] ?? name, kind, cut(message));
    return { ...declared, ...place, test: name };
  });
  // Some libraries tell a failure where it happens, and once more at the end.
  return [...new Map(findings.map((f) => [`${f.file}:${f.line}:${f.message}`, f])).values()];
}

const ansi = /\u001b\[[0-9;]*m/g;

/**
 * Ginkgo, since version 2: `[FAILED] message`, over lines, `In [It] at: /path/x_test.go:12`; a panic's own words and
 * its stack follow behind.
 */
const ginkgo: Format = (output, site) =>
  output.split(/^-{30}$/m).flatMap((spec): Report[] => {
    const failed = /^ *\[(?:FAILED|PANICKED|TIMEDOUT)\] (?!in \[|\[)/m.exec(spec);
    const said = failed === null ? "" : spec.slice(failed.index + failed[0].length);
    const where = /\n *In \[[^\]\n]+\] at: (\S+):(\d+).*/.exec(said);
    if (where === null) return [];
    const [all, file = "", line] = where;
    const message = said.slice(0, where.index);
    const after = said.slice(where.index + all.length);
    const frame = leading(printedFrames(after, site));
    if (frame === undefined) return [{ place: { file, line: Number(line) }, message: oneLine(message) }];
    return [{ panic: true, place: frame, message: firstLine(after) }];
  });

/** GoConvey: `* /path/x_test.go`, `Line 12:` or `Line 12: - panic`, what was expected or a stack, an empty line. */
const goconvey: Format = (output, site) =>
  [...output.matchAll(/^ *\* (\S+\.go)\s*\n *Line (\d+):(?: - )?(.*(?:\n.*\S.*)*)/gm)].map(
    ([, file = "", line, text = ""]): Report => {
      const frame = leading(printedFrames(text, site));
      if (frame === undefined) return { place: { file, line: Number(line) }, message: oneLine(text) };
      return { panic: true, place: frame, message: firstLine(text) };
    },
  );

/** Gopter: `! property: Falsified after 3 passed tests.` and the arguments, wrapped at 75 columns. */
const gopter: Format = (output, site) =>
  beforeElapsed(output).map((wrapped): Report => {
    const text = wrapped.replace(/\n {3}(?=\S)/g, " ").replace(/\n {2}(?=\S)/g, "");
    const frame = leading(printedFrames(text, site));
    const lines = text.split("\n");
    const args = lines.filter((line) => /^ARG_\d+: /.test(line));
    const message = [lines[0] ?? "", ...args].join("\n");
    if (frame !== undefined) return { panic: true, place: frame, message };
    return { place: literal(text.split(": ")[0] ?? "", site), message };
  });

/** What stands between `! ` at the beginning of a line and the next line of the time that it took. */
const beforeElapsed = (output: string): readonly string[] =>
  output
    .split("\nElapsed time: ")
    .slice(0, -1)
    .flatMap((part) => {
      const begin = part.search(/^! /m);
      return begin < 0 ? [] : [part.slice(begin + 2)];
    });

const firstLine = (text: string): string => text.trim().split("\n")[0]?.trim() ?? "";

/** Where a test file spells a text. */
function literal(text: string, { testFiles }: TestSite): Pick<Frame, "file" | "line"> | undefined {
  for (const file of testFiles) {
    const line = file.text.split("\n").findIndex((l) => l.includes(JSON.stringify(text)));
    if (line >= 0) return { file: file.path, line: line + 1 };
  }
  return undefined;
}
