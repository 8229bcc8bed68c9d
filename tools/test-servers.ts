/**
 * `npm run test:servers`: builds the real Ollama and the real llama-server once into the cache (some minutes each) and
 * runs what we promise to do with them. Not part of `npm test`. STUBWRIGHT_SERVERS names a folder where they lie already.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { cacheDir } from "../src/session/cache";
import { prepare } from "./prepare";

const root = join(__dirname, "..");

async function main(): Promise<number> {
  if (!(await prepare({ gopls: false, model: true, bubblewrap: false }))) return 3;
  const dir = process.env["STUBWRIGHT_SERVERS"] ?? join(cacheDir(process.env), "servers");
  for (const script of ["ollama.sh", "llama-server.sh"]) {
    console.log(`${script}: builds into ${dir} where it is not there yet`);
    const made = spawnSync(join(__dirname, "servers", script), [dir], { stdio: "inherit" });
    if (made.status !== 0) return 3;
  }
  const mocha = [join(root, "node_modules/mocha/bin/mocha.js"), "test/servers/servers.test.ts"];
  const env = { ...process.env, STUBWRIGHT_SERVERS: dir };
  return spawnSync(process.execPath, mocha, { cwd: root, stdio: "inherit", env }).status ?? 1;
}

main().then((status) => {
  process.exitCode = status;
});
