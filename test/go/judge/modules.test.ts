import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDir } from "../../../src/session/cache";
import { judgeCorpus } from "../../../tools/modules/corpus";
import { goDepsOf } from "../../../tools/modules/go-deps";
import { idOf, listedModules } from "../../../tools/modules/module-list";

/** The quick part of `npm run test:modules`: the judge agrees with go in projects that nobody wrote for it. */
describe("well-known modules", () => {
  const folder = mkdtempSync(join(tmpdir(), "stubwright-modules-"));
  const { signal } = new AbortController();
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const module of listedModules().filter((m) => m.quick))
    it(`${idOf(module)}: no wrong verdict`, async function () {
      this.timeout(600_000);
      const options = {
        folder,
        results: join(folder, `${module.version}.jsonl`),
        functions: 1,
        jobs: 1,
        seed: 1,
        mutants: 1,
        cacheDir: cacheDir(process.env),
        watch: false,
      };
      const lines: string[] = [];
      const deps = await goDepsOf(process.env, signal);
      const pairs = await judgeCorpus([module], options, deps, (line) => lines.push(line), signal);
      const kinds = new Set(pairs.map((p) => p.kind));
      for (const kind of ["original", "zero", "undefined", "stranger"] as const)
        assert.ok(kinds.has(kind), `${kind} is not among:\n${lines.join("\n")}`);
      assert.ok(pairs.length > 4, lines.join("\n"));
      const wrong = pairs.filter((p) => p.comparison.kind !== "right");
      assert.deepEqual(wrong, [], lines.join("\n"));
    });
});
