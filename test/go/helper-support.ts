import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Candidate } from "../../src/core/candidate";
import { ok } from "../../src/core/result";
import { buildHelper } from "../../src/go/helper-client/build-helper";
import { type Helper, startHelper } from "../../src/go/helper-client/client";
import { type JudgeContext, judgeContext } from "../../src/go/snapshot/context";
import { createSnapshot } from "../../src/go/snapshot/snapshot";
import type { GoDeps } from "../../src/go/snapshot/subject";
import { goEnvironment } from "../../src/go/toolchain/environment";
import { findGo } from "../../src/go/toolchain/find-go";
import { loadGoParser } from "../../src/go/toolchain/parser";
import type { Session } from "../../src/session/run/request";
import { sandboxHere } from "../support/sandbox";
import { toldModel } from "./scripted-model";

export const never = new AbortController().signal;
export const sources = join(__dirname, "../../src/go/helper");

/** The real toolchain, and the helper built with it. */
export interface HelperFixture {
  readonly deps: GoDeps;
  readonly helper: Helper;
  readonly goroot: string;
  /** A place for caches and modules, gone at the end. */
  readonly dir: string;
  end(): void;
}

export async function helperFixture(): Promise<HelperFixture> {
  const dir = mkdtempSync(join(tmpdir(), "stubwright-test-"));
  const toolchain = await findGo({ env: process.env }, never);
  assert.ok(toolchain.ok);
  const sandbox = await sandboxHere();
  const deps = { toolchain: toolchain.value, env: process.env, parser: await loadGoParser(), sandbox };
  const go = await goEnvironment({ toolchain: toolchain.value, env: process.env }, dir, never);
  assert.ok(go.ok);
  const built = await buildHelper(go.value, { sources, cacheDir: dir }, never);
  assert.ok(built.ok, JSON.stringify(built));
  const helper = startHelper(built.value, go.value);
  const end = () => {
    helper.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { deps, helper, goroot: go.value.goroot, dir, end };
}

/** Writes the module example.com/m into a folder of its own; files by their path in it. */
export function moduleIn({ dir }: HelperFixture, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(dir, "module-"));
  const all = { "go.mod": "module example.com/m\n\ngo 1.21\n", ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** What a run or a call for tests works with, its model saying what it is told to. */
export const sessionOf = ({ deps, dir }: HelperFixture, says: readonly string[]): Session => ({
  go: deps,
  cacheDir: dir,
  opening: Promise.resolve(ok({ model: toldModel(says), close: async () => {} })),
});

/** A snapshot of a module of one package; files by their path in the module. */
export async function courtFor(
  fixture: HelperFixture,
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  file = "a.go",
): Promise<JudgeContext> {
  const { deps } = fixture;
  const root = moduleIn(fixture, files);
  const settings = { importersMs: 0 };
  const snapshot = await createSnapshot({ file: join(root, file), names, settings }, deps, never);
  assert.ok(snapshot.ok, JSON.stringify(snapshot));
  return judgeContext(snapshot.value, deps);
}

export const candidateOf = (text: string): Candidate => ({ edit: { files: [] }, text, adjustments: [] });
