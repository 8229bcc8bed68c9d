import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesThatKnow } from "../../support/cli";
import { startFakeModel } from "../../support/fake-model";
import type { Fault, Place } from "./fault";
import { faultyGoroot } from "./toolchain";

const stub =
  '// Package d doubles.\npackage d\n\n// Double is twice n.\nfunc Double(n int) int {\n\tpanic("not implemented")\n}\n';
const body = "\treturn add(n, n)";

/** Of the module of every case. */
const files: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/d\n\ngo 1.21\n",
  "d.go": stub,
  "other.go": "package d\n\nfunc add(a, b int) int { return a + b }\n",
  "d_test.go":
    'package d\n\nimport "testing"\n\nfunc TestDouble(t *testing.T) {\n\tif got := Double(2); got != 4 {\n\t\tt.Fatal(got)\n\t}\n}\n',
};

/** A line for each thing that does not hold. */
export async function tryFault(fault: Fault, cli: string, signal: AbortSignal): Promise<readonly string[]> {
  const place = makePlace();
  try {
    fault.more?.(place);
    const server = await serverFor(fault, place);
    try {
      const run = start(fault, place, cli, server?.url);
      const killing = killer(fault, place, () => server?.calls() ?? 0);
      const stop = () => void run.child.kill();
      signal.addEventListener("abort", stop, { once: true });
      const ended = await run.ended;
      signal.removeEventListener("abort", stop);
      return [...killing.end(), ...broken(fault, place, ended)];
    } finally {
      await server?.close();
    }
  } finally {
    rmSync(place.dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

export function makePlace(): Place {
  const dir = mkdtempSync(join(tmpdir(), "stubwright-faults-"));
  const [module, temp] = [join(dir, "module"), join(dir, "temp")];
  for (const folder of [module, temp]) mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(module, name), text);
  writeFileSync(join(dir, "candidate.txt"), stub.replace('\tpanic("not implemented")', body));
  const processes = () =>
    processesThatKnow(dir).map((pid) => ({ pid: Number(pid), command: commandOf(pid) }));
  return { dir, module, temp, processes };
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
  } catch {
    return ""; // Ended meanwhile.
  }
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line, with the fault in its surroundings. */
export function start(fault: Fault, place: Place, cli: string, url: string | undefined) {
  const { dir, module, temp } = place;
  const goroot = fault.tool && faultyGoroot(dir, gorootHere(), fault.tool, module);
  const given = Object.entries(fault.env ?? {}).map(([n, value]) => [n, value.replace("$DIR", dir)] as const);
  const env = { ...process.env, TMPDIR: temp, NODE: process.execPath, ...Object.fromEntries(given) };
  const what =
    fault.command === "check"
      ? ["--candidate", join(dir, "candidate.txt")]
      : ["--server", url ?? "", "--budget", "4"];
  const [command = "", ...flags] = fault.command.split(" ");
  const go = goroot === undefined ? [] : ["--go", goroot];
  const args = [cli, command, "d.go", "Double", "--json", ...what, ...flags, ...go, ...(fault.flags ?? [])];
  const small = ["-m", "sh", "-c", 'mount -t tmpfs -o size=1m none "$TMPDIR" && exec "$@"', "sh"];
  const [program, all]: [string, string[]] = fault.smallDisk
    ? ["unshare", [...small, process.execPath, ...args]]
    : [process.execPath, args];
  return withOutput(spawn(program, all, { cwd: module, env }));
}

export function withOutput(child: ChildProcess) {
  const text = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (piece: string) => (text.stdout += piece));
  child.stderr?.setEncoding("utf8").on("data", (piece: string) => (text.stderr += piece));
  const ended = new Promise<Ended>((resolve) => child.once("close", () => resolve(text)));
  return { child, ended };
}

const gorootHere = (): string => spawnSync("go", ["env", "GOROOT"], { encoding: "utf8" }).stdout.trim();

/** Looks until it finds what it is to kill; whoever ends it hears where it never did. */
function killer({ kills }: Fault, place: Place, calls: () => number): { end(): readonly string[] } {
  if (kills === undefined) return { end: () => [] };
  let killed = 0;
  const timer = setInterval(() => {
    if (killed > 0 || calls() < kills.fromCall) return;
    for (const { pid } of place.processes().filter(({ command }) => kills.process.test(command))) {
      try {
        process.kill(pid, "SIGKILL");
        killed++;
      } catch {
        // Ended meanwhile: the next one is found at the next look.
      }
    }
  }, 50);
  return {
    end: () => {
      clearInterval(timer);
      return killed > 0 ? [] : [`no process was ${kills.process}, so that this shows nothing`];
    },
  };
}

async function serverFor({ command, onCall, serverDies }: Fault, place: Place) {
  if (command === "check") return undefined;
  if (serverDies) return dyingServer();
  let calls = 0;
  const server = await startFakeModel({
    answer: (_prompt, call) => {
      calls = call;
      onCall?.(place, call);
      return `\`\`\`go\nfunc Double(n int) int {\n${body}\n}\n\`\`\``;
    },
  });
  return { ...server, calls: () => calls };
}

/** Lists its model, begins an answer and is gone. */
async function dyingServer() {
  const server = createServer((request, response) => {
    if (request.url === "/v1/models")
      return response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ object: "list", data: [{ id: "scripted" }] }));
    if (request.url !== "/v1/chat/completions") return response.writeHead(404).end("{}");
    let asked = "";
    request.on("data", (chunk: Buffer) => (asked += chunk.toString()));
    return request.on("end", () => {
      if (!asked.includes('"stream":true')) return response.writeHead(404).end("{}");
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "func" } }] })}\n\n`);
      server.close();
      setTimeout(() => server.closeAllConnections(), 100);
      return response;
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close(), calls: () => 0 };
}

/** What must hold however the case ends: the outcome, the words, and nothing left. */
function broken(fault: Fault, place: Place, { stdout, stderr }: Ended): readonly string[] {
  const { outcome, says } = fault.expected;
  const said = `${stdout}\n${stderr}`;
  const ended = outcomeOf(stdout);
  const left = existsSync(place.temp) ? readdirSync(place.temp) : [];
  const processes = place.processes();
  return [
    ...(ended === outcome
      ? []
      : [`it ends ${ended ?? "without an outcome"} instead of ${outcome}: ${said.slice(-600)}`]),
    ...(says === undefined || says.test(said) ? [] : [`it does not say ${says}: ${said.slice(-600)}`]),
    ...(/this is a bug|internal error/.test(said) ? [`it calls it a bug: ${said.slice(-600)}`] : []),
    ...left.map((name) => `left in the temporary folder: ${name}`),
    ...processes.map(({ command }) => `left running: ${command}`),
    ...changed(place).map((name) => `changed in the module: ${name}`),
  ];
}

/** Files that are not as they were; what a case deletes itself is not changed. */
export const changed = ({ module }: Place): readonly string[] => [
  ...readdirSync(module).filter((name) => !(name in files)),
  ...Object.entries(files).flatMap(([name, text]) =>
    existsSync(join(module, name)) && readFileSync(join(module, name), "utf8") !== text ? [name] : [],
  ),
];

/** Of the last object on standard output. */
export function outcomeOf(stdout: string): string | undefined {
  const last = stdout.trim().split("\n").at(-1) ?? "";
  try {
    return (JSON.parse(last) as { outcome?: string }).outcome;
  } catch {
    return undefined;
  }
}
