import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Problem, problem } from "../core/problem/codes";
import { byHand, bySetting } from "../core/problem/next";
import { fail, ok, type Result } from "../core/result";
import type { CatalogModel } from "./embedded-model";

export interface PullOptions {
  readonly model: CatalogModel;
  /** Folder of models; made where it is not there. */
  readonly dir: string;
  /** Takes the file from disk in place of the network. */
  readonly from?: string | undefined;
  /** Stands for https://huggingface.co, with the same paths below it. */
  readonly mirror?: string | undefined;
  /** Bytes there are and bytes there will be. */
  readonly onProgress: (done: number, total: number) => void;
}

export const modelPath = (model: CatalogModel, dir: string): string => join(dir, model.file);

/** Whether the whole file is there. Its digest was checked when it came. */
export async function isPulled(model: CatalogModel, dir: string): Promise<boolean> {
  return (await sizeOf(modelPath(model, dir))) === model.bytes;
}

/**
 * Brings a model's file to the models' folder and gives its path. Goes on where an earlier call was cut off; a file
 * with another digest is refused and removed. Nothing stands under the model's name before it is whole and right.
 */
export async function pull(options: PullOptions, signal: AbortSignal): Promise<Result<string>> {
  const { model, dir, from } = options;
  const path = modelPath(model, dir);
  if (await isPulled(model, dir)) return ok(path);
  try {
    await mkdir(dir, { recursive: true });
    const part = `${path}.part`;
    const got = from === undefined ? await download(options, part, signal) : await take(from, part, model);
    if (!got.ok) return got;
    const digest = await sha256(part, signal);
    if (digest !== model.sha256) {
      await rm(part, { force: true });
      return fail(wrongFile(model, from ?? got.value, `sha256 ${digest}`));
    }
    await rename(part, path);
    return ok(path);
  } catch (error) {
    return fail(diskProblem(error as NodeJS.ErrnoException, dir));
  }
}

/** @returns where it came from. */
async function take(from: string, part: string, model: CatalogModel): Promise<Result<string>> {
  const size = await sizeOf(from);
  if (size === undefined) return fail(problem("file-unreadable", { file: from }));
  if (size !== model.bytes) return fail(wrongFile(model, from, `${size} bytes`));
  await copyFile(from, part);
  return ok(from);
}

async function download(options: PullOptions, part: string, signal: AbortSignal): Promise<Result<string>> {
  const { model, mirror = "https://huggingface.co", onProgress } = options;
  const url = `${mirror.replace(/\/$/, "")}/${model.repository}/resolve/main/${model.file}`;
  const there = (await sizeOf(part)) ?? 0;
  if (there === model.bytes) return ok(url);
  const begin = there > model.bytes ? 0 : there;
  let response: Response;
  try {
    response = await fetch(url, { signal, headers: begin > 0 ? { range: `bytes=${begin}-` } : {} });
  } catch (error) {
    return fail(offline(url, signal, error as Error));
  }
  if (!response.ok || response.body === null)
    return fail(offline(url, signal, new Error(`status ${response.status}`)));
  // A server that ignores the range sends the whole file again.
  const at = response.status === 206 ? begin : 0;
  let done = at;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      done += chunk.length;
      // It is another file, however much more of it comes.
      if (done > model.bytes) return;
      onProgress(done, model.bytes);
      yield chunk;
    }
  };
  try {
    await pipeline(
      Readable.fromWeb(response.body),
      counted,
      createWriteStream(part, { flags: at > 0 ? "a" : "w" }),
      { signal },
    );
  } catch (error) {
    if (isDisk(error as NodeJS.ErrnoException)) throw error;
    return fail(offline(url, signal, error as Error));
  }
  if (done === model.bytes) return ok(url);
  // Shorter: cut off, and the next call goes on. Longer: another file.
  if (done < model.bytes)
    return fail(offline(url, signal, new Error(`the transfer ended after ${done} of ${model.bytes} bytes`)));
  await rm(part, { force: true });
  return fail(wrongFile(model, url, `more than ${model.bytes} bytes`));
}

export async function sha256(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest("hex");
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

const wrongFile = (model: CatalogModel, from: string, found: string): Problem => {
  const { file, bytes, sha256 } = model;
  return problem(
    "wrong-file",
    { from, found, file, bytes, sha256 },
    byHand("other-source"),
    bySetting("from"),
  );
};

function offline(url: string, signal: AbortSignal, error: Error): Problem {
  if (signal.aborted) return problem("download-cancelled", {});
  const why =
    error.cause instanceof Error
      ? ((error.cause as NodeJS.ErrnoException).code ?? error.cause.message)
      : error.message;
  return problem(
    "download-failed",
    { url, why },
    byHand("continue-download"),
    bySetting("mirror"),
    bySetting("from"),
  );
}

const isDisk = (error: NodeJS.ErrnoException): boolean =>
  ["ENOSPC", "EACCES", "EROFS", "EDQUOT", "EPERM", "EISDIR"].includes(error.code ?? "");

function diskProblem(error: NodeJS.ErrnoException, dir: string): Problem {
  if (!isDisk(error)) throw error;
  if (error.code === "ENOSPC" || error.code === "EDQUOT")
    return problem("disk-full", { dir }, byHand("free-space"), bySetting("cache"));
  return problem("folder-not-writable", { dir, why: error.code ?? error.message }, bySetting("cache"));
}
