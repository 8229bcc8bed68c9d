import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What a person would ask Go about a written file, one after another. */
export function byHand(go: string, cwd: string): void {
  for (const [command, ...args] of [
    [join(go, "../gofmt"), "-l", "."],
    [go, "build", "./..."],
    [go, "vet", "./..."],
    [go, "test", "./..."],
  ] as const)
    spawnSync(command, args, { cwd });
}
