import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./place";
import { end, running, thatKnow, treeOf } from "./processes";
import type { Surroundings } from "./protections";
import type { User } from "./user";

/** How a command line ended, and what it took. */
export interface Ended {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Which of the harness's limits ended it. */
  readonly over: "time" | "memory" | undefined;
  readonly ms: number;
  /** Resident memory of the whole tree at most, MiB. */
  readonly peakMib: number;
  /** Processes that were left of it: they are ended now. */
  readonly left: readonly string[];
}

/** Above what Stubwright is told to keep, so that only a broken limit is seen. */
const longestMs = 300_000;
const mostBytes = 3 * 2 ** 30;
const mostOutput = 64 << 20;
const lookEveryMs = 200;
/** How long what was killed may take to be gone. */
const lingerMs = 3_000;

/** Limits for whatever is judged; those of the harness lie above all of them together. */
export const limits = [
  "--test-timeout=5",
  "--loop-timeout=3",
  "--total-timeout=20",
  "--go-timeout=40",
  "--importers-timeout=0",
  "--memory=1024",
];

interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly cli: string;
  readonly user: User;
  readonly surroundings: Surroundings;
}

/** Runs the built command line in a place, with secrets in its environment, on its input and in an open file. */
export async function command(place: Place, call: Call, signal: AbortSignal): Promise<Ended> {
  const began = performance.now();
  const { user, surroundings, cli } = call;
  const [program = "", ...args] = [...user.as, ...surroundings.before, process.execPath, cli, ...call.args];
  const open = openSync(join(place.home, ".netrc"), "r");
  const env = environment(place, surroundings.path);
  const child = spawn(program, args, { cwd: call.cwd, env, stdio: ["pipe", "pipe", "pipe", open] });
  closeSync(open);
  child.stdin?.on("error", () => {}).write(`${place.secret}\n`);
  const text = { stdout: gathered(child, "stdout"), stderr: gathered(child, "stderr") };
  const watch = watched(child, place.token, signal);
  const code = await new Promise<number | undefined>((done) =>
    child.once("error", () => done(undefined)).once("close", (status) => done(status ?? undefined)),
  );
  const { over, peakMib } = watch.stop();
  const left = over === undefined ? await leftOf(place.token) : [];
  end(thatKnow(place.token).map(({ pid }) => pid));
  return {
    code,
    stdout: text.stdout(),
    stderr: text.stderr(),
    over,
    peakMib,
    left,
    ms: performance.now() - began,
  };
}

/** Variables that a person may have, each with the secret in it, beside those that are needed. */
const environment = ({ home, tmp, caches, secret }: Place, path: string): NodeJS.ProcessEnv => ({
  PATH: path,
  HOME: home,
  TMPDIR: tmp,
  GOCACHE: join(caches, "go-build"),
  GOMODCACHE: join(caches, "modules"),
  STUBWRIGHT_CACHE: join(caches, "stubwright"),
  NO_COLOR: "1",
  STUBWRIGHT_API_KEY: secret,
  ...Object.fromEntries(
    [
      "AWS_SECRET_ACCESS_KEY",
      "GITHUB_TOKEN",
      "LC_TOKEN",
      "LC_ALL_SECRET",
      "GO_SECRET",
      "CGO_SECRET",
      "XDG_SECRET",
      "DATABASE_URL",
      "SSH_AUTH_SOCK",
      "npm_config_token",
    ].map((name) => [name, secret]),
  ),
});

function gathered(child: ChildProcess, name: "stdout" | "stderr"): () => string {
  let text = "";
  child[name]?.setEncoding("utf8").on("data", (piece: string) => {
    if (text.length < mostOutput) text += piece;
  });
  return () => text;
}

function watched(child: ChildProcess, token: string, signal: AbortSignal) {
  let over: Ended["over"];
  let peak = 0;
  const kill = (): void => {
    const tree = child.pid === undefined ? [] : treeOf(child.pid, running());
    end([...tree, ...thatKnow(token)].map(({ pid }) => pid));
  };
  const began = performance.now();
  const look = setInterval(() => {
    const bytes =
      child.pid === undefined ? 0 : treeOf(child.pid, running()).reduce((sum, p) => sum + p.bytes, 0);
    peak = Math.max(peak, bytes);
    if (bytes > mostBytes) over = "memory";
    else if (performance.now() - began > longestMs) over = "time";
    if (over !== undefined || signal.aborted) kill();
  }, lookEveryMs);
  return {
    stop() {
      clearInterval(look);
      return { over, peakMib: Math.round(peak / 2 ** 20) };
    },
  };
}

async function leftOf(token: string): Promise<readonly string[]> {
  const until = performance.now() + lingerMs;
  for (;;) {
    const left = thatKnow(token);
    if (left.length === 0 || performance.now() > until)
      return left.map((p) => `a process: ${p.command.slice(0, 120)}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}
