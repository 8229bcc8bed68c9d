import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { halves, readHalf, type SuiteTask, suiteDir, taskLine } from "../../tools/suite";
import { type Proof, proveAll, type Version } from "./one-binary";

const tasks = halves.flatMap(readHalf);

const versionsOf = (task: SuiteTask): readonly Version[] => [
  { task, name: "stub", files: task.files },
  { task, name: "reference", files: { ...task.files, ...task.reference } },
  ...Object.entries(task.wrong).map(([name, files]) => ({
    task,
    name: `wrong_${name}`,
    files: { ...task.files, ...files },
  })),
];

describe("the suite's two halves", () => {
  it("have 104 tasks or more, of the same kinds", () => {
    const kinds = halves.map((half) =>
      tasks
        .filter((task) => task.half === half)
        .map((task) => task.kind)
        .sort(),
    );
    assert.ok(tasks.length >= 104, `${tasks.length} tasks`);
    assert.deepEqual(kinds[0], kinds[1]);
    assert.deepEqual(
      [...new Set(kinds[0])],
      ["concurrency", "errors", "generic", "method", "packages", "parser", "repair", "single"],
    );
  });

  it("have tasks of different names", () => {
    assert.equal(new Set(tasks.map((task) => task.id)).size, tasks.length);
  });
});

describe("a task of the suite", function () {
  this.timeout(300_000);
  let proofs: ReadonlyMap<string, Proof> = new Map();
  before(async () => {
    proofs = await proveAll(tasks.flatMap(versionsOf));
  });

  const expectPass = (key: string) => {
    const proof = proofs.get(key);
    assert.ok(proof?.passed, `${key} fails:\n${proof?.output}`);
  };
  const expectFail = (key: string) => {
    const proof = proofs.get(key);
    assert.ok(proof !== undefined && !proof.passed, `${key} passes`);
  };

  for (const task of tasks) {
    it(`${task.half}/${task.id}: the reference passes, the stub and every wrong version fail`, () => {
      expectPass(`${task.id}/reference/visible`);
      expectPass(`${task.id}/reference/hidden`);
      expectFail(`${task.id}/stub/visible`);
      expectFail(`${task.id}/stub/hidden`);
      const wrong = Object.keys(task.wrong);
      assert.ok(wrong.length >= 2, "fewer than two wrong versions");
      for (const name of wrong) {
        expectPass(`${task.id}/wrong_${name}/visible`);
        expectFail(`${task.id}/wrong_${name}/hidden`);
      }
    });

    it(`${task.half}/${task.id}: changes nothing but its target`, () => {
      assert.deepEqual(Object.keys(task.reference), [task.target.file]);
      const stub = task.files[task.target.file] ?? "";
      const reference = withoutHelpers(task.reference[task.target.file] ?? "", stub);
      assert.equal(outside(task, reference), outside(task, stub));
      const sealed = [task.hidden, task.reference].flatMap((files) => Object.keys(files));
      assert.deepEqual(
        sealed.filter((path) => path !== task.target.file && task.files[path] !== undefined),
        [],
      );
      assert.ok(taskLine(task).includes(task.id));
    });
  }

  it("vet finds nothing in references and their tests, nor gofmt anywhere", () => {
    const dir = mkdtempSync(join(tmpdir(), "stubwright-vet-"));
    try {
      for (const task of tasks) {
        const files = { ...task.files, ...task.reference, ...task.visible, ...task.hidden };
        for (const [path, text] of Object.entries(files)) {
          const file = join(dir, task.id, path);
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
      }
      writeFileSync(join(dir, "go.work"), `go 1.22\n\n${tasks.map((task) => `use ./${task.id}\n`).join("")}`);
      const env = { ...process.env, GOFLAGS: "", GOWORK: join(dir, "go.work") };
      const patterns = tasks.map((task) => `./${task.id}/...`);
      const vet = spawnSync("go", ["vet", ...patterns], { cwd: dir, env, encoding: "utf8" });
      assert.equal(vet.stderr, "");
      assert.equal(vet.status, 0);
      assert.equal(spawnSync("gofmt", ["-l", suiteDir], { encoding: "utf8" }).stdout, "");
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

/** Without the functions that only the reference has, each below one empty line. */
function withoutHelpers(reference: string, stub: string): string {
  return reference.replace(/\n\n(func \w+\().*\{\n[\s\S]*?\n\}(?=\n)/g, (helper, head: string) =>
    stub.includes(head) ? helper : "",
  );
}

/** What stands outside of the target's bodies and the imports. */
function outside(task: SuiteTask, text: string): string {
  const cut = task.target.names.reduce((rest, name) => {
    const [method, type] = name.split(".").reverse();
    const receiver = type === undefined ? "" : `\\(\\w+ \\*?${type}(?:\\[[^\\]]*\\])?\\) `;
    const body = new RegExp(`^(func ${receiver}${method}[([].*\\{)\\n[\\s\\S]*?\\n\\}$`, "m");
    assert.match(rest, body, `no ${name} in ${task.target.file}`);
    return rest.replace(body, "$1}");
  }, text);
  return cut
    .replace(/\nimport (?:"[^"]*"|\([^)]*\))\n/, "")
    .replace(/\n+/g, "\n")
    .trim();
}
