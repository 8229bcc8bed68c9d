import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Files } from "../../src/bench/task";
import type { SuiteTask } from "../../tools/suite";

/** A task's module with one version of its target in place. */
export interface Version {
  readonly task: SuiteTask;
  readonly name: string;
  readonly files: Files;
}

export interface Proof {
  readonly passed: boolean;
  readonly output: string;
}

/**
 * Links the tests of hundreds of versions into one test binary: what takes `go test` a link for each takes one here.
 * A test file becomes a file of its package, and a list names its tests; each list runs in a process of its own, since
 * a stub's panic ends it.
 * @param seconds after which a list of tests is ended and counts as failed.
 */
export async function proveAll(
  versions: readonly Version[],
  seconds = 20,
): Promise<ReadonlyMap<string, Proof>> {
  const dir = mkdtempSync(join(tmpdir(), "stubwright-suite-"));
  try {
    const keys = versions.flatMap((version) => writeVersion(dir, version));
    write(dir, "go.mod", "module suite\n\ngo 1.22\n");
    write(dir, "main.go", mainFile(keys));
    const built = spawnSync("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", "all.exe", "."], {
      cwd: dir,
      encoding: "utf8",
      env: { ...process.env, GOWORK: "off", GOFLAGS: "" },
    });
    if (built.status !== 0) throw new Error(`the versions do not build:\n${built.stderr}`);
    const command = [join(dir, "all.exe"), `-test.timeout=${seconds}s`] as const;
    return await runAll(
      command,
      keys.map(({ key }) => key),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Key {
  /** id/version/visible or id/version/hidden. */
  readonly key: string;
  /** Import path of the package that has the tests, and the name of their list in it. */
  readonly path: string;
  readonly list: string;
}

function writeVersion(dir: string, { task, name, files }: Version): readonly Key[] {
  const module = `suite/${task.id}/${name}`;
  const put = (path: string, text: string) =>
    write(dir, `${task.id}/${name}/${path}`, text.replaceAll(`"example.com/${task.id}`, `"${module}`));
  for (const [path, text] of Object.entries(files)) if (path.endsWith(".go")) put(path, text);
  return (["visible", "hidden"] as const).flatMap((side) =>
    Object.entries(task[side]).map(([path, text]) => {
      put(path.replace(/_test\.go$/, `_${side}.go`), text);
      const folder = dirname(path) === "." ? "" : `${dirname(path)}/`;
      const list = side === "visible" ? "VisibleTests" : "HiddenTests";
      put(`${folder}list_${side}.go`, listFile(text, list));
      return { key: `${task.id}/${name}/${side}`, path: `${module}/${folder}`.replace(/\/$/, ""), list };
    }),
  );
}

function listFile(tests: string, list: string): string {
  const names = [...tests.matchAll(/^func (Test\w+)\(t \*testing\.T\)/gm)].map((match) => match[1] ?? "");
  if (names.length === 0) throw new Error(`no test in\n${tests}`);
  const lines = names.map((name) => `\t{Name: "${name}", F: ${name}},\n`).join("");
  const clause = /^package \w+/m.exec(tests)?.[0];
  return `${clause}\n\nimport "testing"\n\nvar ${list} = []testing.InternalTest{\n${lines}}\n`;
}

function mainFile(keys: readonly Key[]): string {
  const paths = [...new Set(keys.map((key) => key.path))];
  const imports = paths.map((path, i) => `\tp${i} "${path}"\n`).join("");
  const lists = keys.map(({ key, path, list }) => `\t"${key}": p${paths.indexOf(path)}.${list},\n`).join("");
  return `package main

import (
	"os"
	"testing"

${imports})

var lists = map[string][]testing.InternalTest{
${lists}}

func main() {
	every := func(string, string) (bool, error) { return true, nil }
	testing.Main(every, lists[os.Getenv("SUITE_LIST")], nil, nil)
}
`;
}

/** The binary and its one argument. */
type Command = readonly [string, string];

async function runAll(command: Command, keys: readonly string[]): Promise<ReadonlyMap<string, Proof>> {
  const proofs = new Map<string, Proof>();
  const waiting = [...keys];
  const worker = async () => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift())
      proofs.set(key, await runOne(command, key));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return proofs;
}

function runOne([binary, limit]: Command, key: string): Promise<Proof> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, SUITE_LIST: key };
    const child = spawn(binary, [limit], { env, cwd: dirname(binary) });
    let output = "";
    const keep = (chunk: Buffer) => {
      if (output.length < 10_000) output += chunk.toString("utf8");
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => resolve({ passed: code === 0, output }));
  });
}

function write(dir: string, path: string, text: string): void {
  const file = join(dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
