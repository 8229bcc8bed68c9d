import { fail, ok, type Result } from "../../core/result";
import type { FileSpots, FunctionSpot } from "../../core/stub/function-index";

/** What a selection asks for, in offsets; empty where it is only a cursor. */
export interface Selected {
  readonly start: number;
  readonly end: number;
}

/** What a run may be asked to write there: the stub at the cursor, or every stub in the selection; else why not. */
export function targetsIn(
  { functions, generated }: FileSpots,
  selected: Selected,
  { path, text }: { readonly path: string; readonly text: string },
): Result<readonly string[], string> {
  if (path.endsWith("_test.go"))
    return fail("This is a test file. Runs write the code that tests judge, never the tests.");
  if (generated)
    return fail("This file is generated, so changes to it would be lost. Change its generator instead.");
  const stubs = functions.filter((f) => f.stub !== undefined);
  if (selected.start === selected.end) return atCursor(functions, stubs, selected.start, text);
  const inside = stubs.filter((f) => f.start < selected.end && f.end > selected.start);
  return inside.length > 0
    ? ok(inside.map((f) => f.name))
    : fail(`The selection contains no stub. ${listed(stubs)}`);
}

function atCursor(
  functions: readonly FunctionSpot[],
  stubs: readonly FunctionSpot[],
  at: number,
  text: string,
): Result<readonly string[], string> {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const documents = (f: FunctionSpot): boolean =>
    at < f.start && /^(?:[ \t]*\/\/[^\n]*\n)+$/.test(text.slice(line, f.start));
  const here = functions.find((f) => (at >= f.start && at <= f.end) || documents(f));
  if (here?.stub !== undefined) return ok([here.name]);
  if (here !== undefined)
    return fail(
      `${here.name} already has a body. To have it written again, empty it or make it panic("not implemented").`,
    );
  return fail(`There is no stub at the cursor. ${listed(stubs)}`);
}

const listed = (stubs: readonly FunctionSpot[]): string =>
  stubs.length === 0
    ? "A stub is a function whose body is missing, empty, or only panics or says TODO. This file has none."
    : `This file's stubs: ${stubs.map((f) => f.name).join(", ")}.`;
