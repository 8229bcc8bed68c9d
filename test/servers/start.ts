import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A server of this test's own, on a free port of loopback. */
export interface Running {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts it and waits until `path` answers. */
export async function start(
  command: string,
  args: (port: number) => readonly string[],
  env: (port: number, dir: string) => Readonly<Record<string, string>>,
  path: string,
): Promise<Running> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "stubwright-server-"));
  const child = spawn(command, args(port), {
    env: { ...process.env, ...env(port, dir) },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const origin = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${origin}${path}`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`${command} ended with status ${child.exitCode}`);
    await wait(200);
  }
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    rmSync(dir, { recursive: true, force: true });
  };
  return { origin, stop };
}

/** How Ollama's templates differ: the library's leave an answer that is begun open; plainer ones do not. */
export const templates = {
  open: `{{- if .Suffix }}<|fim_prefix|>{{ .Prompt }}<|fim_suffix|>{{ .Suffix }}<|fim_middle|>
{{- else }}{{- range $i, $_ := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}<|im_start|>{{ .Role }}
{{ .Content }}{{ if not (and $last (eq .Role "assistant")) }}<|im_end|>
{{ end }}{{- if and $last (ne .Role "assistant") }}<|im_start|>assistant
{{ end }}{{- end }}{{- end }}`,
  closed: `{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
`,
  none: "{{ .Prompt }}",
} as const;

/** Makes a model of a GGUF file under the name of each template. */
export async function createModels(ollama: string, origin: string, gguf: string): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "stubwright-modelfile-"));
  try {
    for (const [name, template] of Object.entries(templates)) {
      const modelfile = join(dir, name);
      // One thread: two of them stand still on a machine that is busy with anything else.
      writeFileSync(
        modelfile,
        `FROM ${gguf}\nTEMPLATE """${template}"""\nPARAMETER num_thread 1\nPARAMETER num_ctx 512\n`,
      );
      const env = { ...process.env, OLLAMA_HOST: origin };
      const made = spawn(ollama, ["create", name, "-f", modelfile], { env, stdio: "ignore" });
      const status = await new Promise((resolve) => made.once("close", resolve));
      if (status !== 0) throw new Error(`ollama create ${name} ended with status ${status}`);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
