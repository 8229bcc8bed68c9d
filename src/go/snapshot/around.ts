import { homedir } from "node:os";
import type { Environment } from "../process/run";
import { surroundingsOf } from "../sandbox/repository";
import type { GoPackage } from "../toolchain/package";
import type { TestBuild } from "../toolchain/test-build";

/** What the tests of a package may see of the person's repository. */
export const aroundPackage = (
  { module }: GoPackage,
  env: Environment,
  signal: AbortSignal,
): Promise<TestBuild["around"]> => {
  const person = { home: env["HOME"] ?? homedir(), env };
  return surroundingsOf(module.dir, [...module.workspaceDirs, ...module.replacedBy], person, signal);
};
