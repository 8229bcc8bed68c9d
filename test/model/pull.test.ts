import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../src/core/problem/problem-text";
import type { CatalogModel } from "../../src/model/embedded-model";
import { pull } from "../../src/model/pull";

const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 31) % 251));
const model: CatalogModel = {
  id: "tiny",
  file: "tiny.gguf",
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  licence: "Apache-2.0",
  repository: "owner/tiny",
};

type Handler = (ranges: string[]) => RequestListener;

/** The whole file, or the part that was asked for. */
const honest: Handler = (ranges) => (request, response) => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
  ranges.push(request.headers.range ?? "");
  assert.equal(request.url, "/owner/tiny/resolve/main/tiny.gguf");
  response.writeHead(from > 0 ? 206 : 200).end(bytes.subarray(from));
};
const withoutRanges: Handler = (ranges) => (request, response) => {
  ranges.push(request.headers.range ?? "");
  response.writeHead(200).end(bytes);
};
const cutOff: Handler = () => (_request, response) => {
  response.writeHead(200, { "content-length": String(bytes.length) });
  response.write(bytes.subarray(0, 40_000), () => setTimeout(() => response.destroy(), 50));
};
const wrong: Handler = () => (_request, response) => response.writeHead(200).end(Buffer.alloc(bytes.length));
const longer: Handler = () => (_request, response) =>
  response.writeHead(200).end(Buffer.concat([bytes, bytes]));
/** It never ends. */
const endless: Handler = () => (_request, response) => {
  const more = () => {
    while (!response.destroyed && response.write(bytes));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
};
const absent: Handler = () => (_request, response) => response.writeHead(404).end();

interface Case {
  readonly name: string;
  readonly handler?: Handler;
  /** What an earlier call left behind. */
  readonly part?: Buffer;
  /** In place of the network: a file with these bytes. */
  readonly from?: Buffer;
  readonly ranges?: readonly string[];
  /** Undefined: the file is there afterwards. */
  readonly problem?: RegExp;
  /** Bytes kept to go on from. */
  readonly kept?: number;
}

const cases: readonly Case[] = [
  { name: "fetches the file", handler: honest, ranges: [""] },
  {
    name: "goes on where it was cut off",
    handler: honest,
    part: bytes.subarray(0, 60_000),
    ranges: ["bytes=60000-"],
  },
  {
    name: "a server that ignores the range starts again",
    handler: withoutRanges,
    part: bytes.subarray(0, 60_000),
    ranges: ["bytes=60000-"],
  },
  { name: "a part that is whole is only checked", handler: honest, part: bytes, ranges: [] },
  {
    name: "a connection that is cut keeps what came",
    handler: cutOff,
    problem: /could not be downloaded/,
    kept: 40_000,
  },
  {
    name: "another file of the same size is refused and removed",
    handler: wrong,
    problem: /is not the expected file/,
  },
  {
    name: "a longer file is refused and removed",
    handler: longer,
    problem: /is not the expected file/,
  },
  {
    name: "a file without an end is left at the size that was expected",
    handler: endless,
    problem: /it has more than 100000 bytes/,
  },
  { name: "a file that is not there", handler: absent, problem: /status 404/ },
  { name: "nobody answers", problem: /could not be downloaded \(ECONNREFUSED\)/ },
  { name: "takes the file from disk", from: bytes },
  {
    name: "refuses another file from disk by its size",
    from: bytes.subarray(1),
    problem: /99999 bytes, but tiny.gguf has 100000/,
  },
  {
    name: "refuses another file from disk by its digest",
    from: Buffer.alloc(bytes.length),
    problem: /but tiny.gguf has 100000 bytes and sha256/,
  },
];

describe("pull: the model's file", () => {
  for (const { name, handler, part, from, ranges, problem, kept } of cases) {
    it(name, async () => {
      const dir = mkdtempSync(join(tmpdir(), "stubwright-pull-"));
      const asked: string[] = [];
      const server = createServer(handler?.(asked) ?? (() => {}));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      if (handler === undefined) await new Promise((resolve) => server.close(resolve));
      try {
        if (part !== undefined) writeFileSync(join(dir, "tiny.gguf.part"), part);
        const other = join(dir, "other");
        if (from !== undefined) writeFileSync(other, from);
        const seen: number[] = [];
        const onProgress = (done: number, total: number) => {
          assert.equal(total, bytes.length);
          seen.push(done);
        };
        const options = { model, dir, mirror, from: from && other, onProgress };
        const pulled = await pull(options, new AbortController().signal);
        if (problem === undefined) {
          assert.deepEqual(pulled, { ok: true, value: join(dir, "tiny.gguf") });
          assert.ok(readFileSync(join(dir, "tiny.gguf")).equals(bytes));
          assert.ok(!existsSync(join(dir, "tiny.gguf.part")));
        } else {
          assert.ok(!pulled.ok);
          assert.match(messageOf(pulled.error), problem);
          assert.ok(!readdirSync(dir).includes("tiny.gguf"), "nothing wrong stands under the model's name");
        }
        if (kept !== undefined) assert.equal(readFileSync(join(dir, "tiny.gguf.part")).length, kept);
        if (ranges !== undefined) assert.deepEqual(asked, ranges);
        assert.deepEqual(
          seen,
          [...seen].sort((a, b) => a - b),
          "progress only grows",
        );
      } finally {
        server.closeAllConnections();
        server.close();
        rmSync(dir, { recursive: true });
      }
    });
  }

  it("a file that is there is not fetched again", async () => {
    const dir = mkdtempSync(join(tmpdir(), "stubwright-pull-"));
    writeFileSync(join(dir, "tiny.gguf"), bytes);
    const options = { model, dir, mirror: "http://127.0.0.1:9", onProgress: () => assert.fail("it fetched") };
    assert.ok((await pull(options, new AbortController().signal)).ok);
    rmSync(dir, { recursive: true });
  });
});
