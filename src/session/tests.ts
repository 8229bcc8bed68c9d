import { join } from "node:path";
import type { Engine } from "../core/engine";
import { defaultOptions } from "../core/search/options";
import type { FailingTests } from "./fix/failing-tests";
import { runOwnTests } from "./fix/run-tests";
import type { Prepare } from "./go-deps";
import type { Models } from "./models";
import { checkTests } from "./testgen/check";
import { defaultTestsBudget, writeTests } from "./testgen/write";

interface TestsDeps {
  readonly prepare: Prepare;
  readonly models: Models;
  readonly failing: FailingTests;
  readonly cache: () => string;
}

/** What an editor asks about tests: that they be written, checked, run, and explained where they fail. */
export function createTests(deps: TestsDeps): Pick<Engine, "writeTests" | "checkTests" | "tests"> {
  const { prepare, cache } = deps;
  return {
    writeTests: testWriter(deps),
    async checkTests({ file, name, buffers }, signal) {
      const ready = await prepare(file, "generated", signal);
      if (!ready.ok) return ready;
      const { settings, go } = ready.value;
      const request = { file, name, buffers, seed: defaultOptions.seed, settings: settings.judge };
      return checkTests(request, go, cache(), () => {}, signal);
    },
    tests: testRunner(deps),
  };
}

function testWriter({ prepare, models, cache }: TestsDeps): Engine["writeTests"] {
  return async (wanted, emit, ask, signal) => {
    const ready = await prepare(wanted.file, "generated", signal);
    if (!ready.ok) return ready;
    const { settings, go } = ready.value;
    const lease = models.lease(settings, signal);
    try {
      const request = {
        ...wanted,
        budget: defaultTestsBudget,
        seed: defaultOptions.seed,
        settings: settings.judge,
        answers: [],
        characterise: true,
        ask,
        cwd: settings.cwd,
      };
      return await writeTests(request, { go, cacheDir: cache(), opening: lease.opening }, emit, signal);
    } finally {
      lease.end();
    }
  };
}

function testRunner({ prepare, failing }: TestsDeps): Engine["tests"] {
  /** Settings are those of a file; any file of the folder has the same. */
  const anyFile = (dir: string): string => join(dir, "x.go");
  return {
    async run(wanted, onOutput, signal) {
      const ready = await prepare(anyFile(wanted.dir), "own", signal);
      if (!ready.ok) return ready;
      const { settings, go } = ready.value;
      return runOwnTests(wanted, { settings: settings.judge, go, onOutput }, signal);
    },
    async diagnose(wanted, onOutput, signal) {
      const ready = await prepare(anyFile(wanted.dir), "generated", signal);
      if (!ready.ok) return ready;
      const { settings, go } = ready.value;
      return failing.diagnose(wanted, { settings: settings.judge, go, onOutput }, signal);
    },
  };
}
