import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Transform } from "node:stream";

/** A server on this machine that has the embedded model's file, as a mirror of Hugging Face would. */
export interface ModelMirror {
  readonly url: string;
  /** Bytes that were asked to be left out, at the beginning, by each request. */
  readonly begins: readonly number[];
  /** The first request is answered slowly, so that there is time to cancel it; this ends that. */
  close(): Promise<void>;
}

/** @param path the file itself */
export async function startModelMirror(path: string): Promise<ModelMirror> {
  const begins: number[] = [];
  const { size } = statSync(path);
  const server = createServer((request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    begins.push(start);
    const range = start > 0 ? { "content-range": `bytes ${start}-${size - 1}/${size}` } : {};
    response.writeHead(start > 0 ? 206 : 200, { "content-length": size - start, ...range });
    const file = createReadStream(path, { start });
    pipeline(file, begins.length === 1 ? slow() : new Transform({ transform: pass }), response, () => {});
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    begins,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

type Done = (error: Error | null, chunk: Buffer) => void;
const pass = (chunk: Buffer, _: string, done: Done): void => done(null, chunk);

/** About 6 MB a second. */
const slow = (): Transform =>
  new Transform({
    transform: (chunk: Buffer, _, done: Done) => void setTimeout(() => done(null, chunk), 10),
  });
