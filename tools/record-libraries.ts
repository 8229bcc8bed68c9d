/**
 * Records what test libraries print, in their current versions: `npm run record:libraries`. Each folder of
 * test/fixtures/libraries holds tests that fail and output.txt, what their binary says on standard output.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const fixtures = resolve(__dirname, "../test/fixtures/libraries");
/** Random choices are the same in every recording, and nothing is written beside the tests. */
const flags: Readonly<Record<string, readonly string[]>> = {
  byginkgo: ["-ginkgo.seed=1"],
  byrapid: ["-rapid.seed=1", "-rapid.nofailfile"],
};

const work = mkdtempSync(join(tmpdir(), "record-libraries-"));
try {
  cpSync(fixtures, work, { recursive: true });
  const go = (...args: readonly string[]): string =>
    execFileSync("go", args, { cwd: work, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
  go("mod", "init", "example.com/shop");
  go("mod", "tidy");
  const paths: readonly (readonly [string, string])[] = [
    [work, "/module"],
    [go("env", "GOMODCACHE"), "/modules"],
    [go("env", "GOROOT"), "/goroot"],
  ];
  for (const folder of readdirSync(fixtures, { withFileTypes: true }).filter((e) => e.isDirectory())) {
    const cwd = join(work, folder.name);
    const binary = join(work, `${folder.name}.test`);
    go("test", "-c", "-vet=off", "-o", binary, `./${folder.name}`);
    const args = ["-test.v=test2json", "-test.paniconexit0", ...(flags[folder.name] ?? [])];
    const { stdout } = spawnSync(binary, args, { cwd, encoding: "utf8" });
    const text = paths.reduce((said, [path, as]) => said.replaceAll(path, as), stdout);
    writeFileSync(join(fixtures, folder.name, "output.txt"), text);
  }
  const direct = go(
    "list",
    "-m",
    "-f",
    "{{if not (or .Main .Indirect)}}{{.Path}} {{.Version}}{{end}}",
    "all",
  );
  writeFileSync(
    join(fixtures, "versions.txt"),
    `${go("version")}\n${direct.split("\n").filter(Boolean).join("\n")}\n`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
