import { chmodSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ToolFault } from "./fault";

/**
 * A GOROOT that is the machine's own by links, but for one program that fails as it is told.
 * @param goroot of the machine
 * @returns a GOROOT as `--go` takes it
 */
export function faultyGoroot(dir: string, goroot: string, fault: ToolFault, module: string): string {
  const root = join(dir, "goroot");
  linkAll(goroot, root, ["bin", "pkg"]);
  linkAll(join(goroot, "bin"), join(root, "bin"), ["go"]);
  linkAll(join(goroot, "pkg"), join(root, "pkg"), ["tool"]);
  const tools = readdirSync(join(goroot, "pkg", "tool"))[0] ?? "";
  const own = join(root, "pkg", "tool", tools);
  linkAll(join(goroot, "pkg", "tool"), join(root, "pkg", "tool"), [tools]);
  linkAll(join(goroot, "pkg", "tool", tools), own, []);
  const setup = { dir, root, module };
  const always = 'exec "$REAL" "$@"';
  write(join(root, "bin", "go"), join(goroot, "bin", "go"), fault.tool === "go" ? fault : undefined, setup);
  if (fault.tool !== "go")
    write(join(own, fault.tool), join(goroot, "pkg", "tool", tools, fault.tool), fault, setup);
  return root;

  function write(path: string, real: string, what: ToolFault | undefined, at: typeof setup): void {
    rmSync(path, { force: true });
    const once = what?.once ? `mkdir "${at.dir}/done-${basename(path)}" 2>/dev/null || ${always}\n` : "";
    const failing = what === undefined ? "" : `case "$*" in ${what.when})\n${once}${what.does}\n;; esac\n`;
    const lines = [
      "#!/bin/sh",
      `REAL='${realpathSync(real)}'`,
      `MODULE='${at.module}'`,
      `DIR='${at.dir}'`,
      `export GOROOT='${at.root}'`,
      `${failing}${always}`,
    ];
    writeFileSync(path, `${lines.join("\n")}\n`);
    chmodSync(path, 0o755);
  }
}

function linkAll(from: string, to: string, except: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from))
    if (!except.includes(name)) symlinkSync(realpathSync(join(from, name)), join(to, name));
}
