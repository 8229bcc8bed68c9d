import type { Frame } from "./findings";

/** The race detector's first report, as frames inside the module, those of tests last; empty where there is none. */
export function raceFrames(output: string, moduleDir: string): readonly Frame[] {
  const start = output.indexOf("WARNING: DATA RACE");
  if (start < 0) return [];
  const report = output.slice(start, end(output, start));
  const frames = [...report.matchAll(/^ {2}(\S.*)\(\)\n {6}(\S.*?):(\d+) \+0x/gm)]
    .map((m) => ({ name: (m[1] ?? "").replace(/^.*\//, ""), file: m[2] ?? "", line: Number(m[3]) }))
    .filter((f) => f.file.startsWith(`${moduleDir}/`));
  const tests = frames.filter((f) => f.file.endsWith("_test.go"));
  return [...frames.filter((f) => !tests.includes(f)), ...tests];
}

function end(output: string, start: number): number {
  const at = output.indexOf("==================", start);
  return at < 0 ? output.length : at;
}
