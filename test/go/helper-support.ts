import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Candidate } from "../../src/core/candidate";
import { buildHelper } from "../../src/go/helper-client/build-helper";
import { type Helper, startHelper } from "../../src/go/helper-client/client";
import { type JudgeContext, judgeContext } from "../../src/go/snapshot/context";
import { createSnapshot, type GoDeps } from "../../src/go/snapshot/snapshot";
import { goEnvironment } from "../../src/go/toolchain/environment";
import { findGo } from "../../src/go/toolchain/find-go";
import { loadGoParser } from "../../src/go/toolchain/parser";
import { sandboxHere } from "../support/sandbox";

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
  const go = await goEnvironment(toolchain.value, dir, process.env, never);
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

/** Writes a module of one package and makes a snapshot of it; files by their path in the module. */
export async function courtFor(
  { deps, dir }: HelperFixture,
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  file = "a.go",
): Promise<JudgeContext> {
  const root = mkdtempSync(join(dir, "module-"));
  const all = { "go.mod": "module example.com/m\n\ngo 1.21\n", ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const settings = { importersMs: 0 };
  const snapshot = await createSnapshot({ file: join(root, file), names, settings }, deps, never);
  assert.ok(snapshot.ok, JSON.stringify(snapshot));
  return judgeContext(snapshot.value, deps);
}

export const candidateOf = (text: string): Candidate => ({ edit: { files: [] }, text, adjustments: [] });
