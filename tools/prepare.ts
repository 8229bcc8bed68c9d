import { spawnSync } from "node:child_process";

export interface Needs {
  readonly gopls: boolean;
  readonly model: boolean;
  readonly bubblewrap: boolean;
}

/** Fetches what tests and the demo need into the cache outside the clone; says what it does. False: something is missing. */
export async function prepare(needs: Needs): Promise<boolean> {
  if (needs.bubblewrap) bubblewrap();
  return true;
}

/** The sandbox of Linux; a machine that does without it is told so by `doctor`, so a failure here is no error. */
function bubblewrap(): void {
  if (process.platform !== "linux" || spawnSync("bwrap", ["--version"]).status === 0) return;
  if (process.getuid?.() !== 0) {
    console.log(
      "bubblewrap is absent: tests of the sandbox are skipped (install it with your package manager)",
    );
    return;
  }
  console.log("installing bubblewrap (apt-get)");
  const quiet = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  const update = spawnSync("apt-get", ["-qq", "update"], quiet);
  if (update.status === 0)
    spawnSync("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "bubblewrap"], quiet);
}
