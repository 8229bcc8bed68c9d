import type { ProblemCode, ProblemData } from "./codes";
import { listed, sentence } from "./text";

interface Download {
  readonly id: string;
  readonly megabytes: number;
  readonly licence: string;
}

const embedded = ({ id, megabytes, licence }: Download): string =>
  `the embedded model (${id}, ${megabytes} MB, ${licence})`;

/** Models, their servers and their download; what the disk refuses; mistakes of our own. */
export const modelMessages = {
  "answer-unreadable": ({ server, cause }) => `Stubwright cannot read what ${server} answered (${cause}).`,
  "bad-address": ({ server }) => `${server} is not the address of a server.`,
  "disk-full": ({ dir }) => `There is no space left in ${dir}.`,
  "download-cancelled": () =>
    "Cancelled. Stubwright keeps what has arrived, and the next download continues from there.",
  "download-failed": ({ url, why }) =>
    `${url} could not be downloaded (${why}). Stubwright keeps what has arrived.`,
  "folder-not-writable": ({ dir, why }) => `Stubwright cannot write to ${dir} (${why}).`,
  "key-rejected": ({ server, says }) => `${server} rejects the key (${says}).`,
  "model-exited": ({ how }) => `The embedded model's process exited (${how}).`,
  "model-not-downloaded": (data) => `This machine does not have ${embedded(data)} yet.`,
  "model-not-found": ({ model, found }) =>
    `No server on this machine has a model called ${model}. ${found.length === 0 ? "No models were found." : `Found: ${found.join(", ")}.`}`,
  "model-not-loaded": ({ path, why }) => `The embedded model ${path} could not be loaded: ${sentence(why)}`,
  "model-not-offered": ({ server, model, says }) =>
    `${server} does not offer ${model}, or does not support this kind of request (${says}).`,
  "model-not-on-server": ({ server, model, models }) =>
    `${server} has no model called ${model}.${models === undefined ? "" : ` It has ${listed(models) || "none"}.`}`,
  "no-model": (data) =>
    `There is no model on this machine yet: no server was named, none answers on the usual ports, and ${embedded(data)} is not downloaded.`,
  "prompt-too-long": ({ server, model, says }) =>
    `The prompt does not fit into the context that ${server} runs ${model} with (${says}).`,
  "reply-too-large": ({ server, bytes }) =>
    `${server} sends more than Stubwright reads of one reply or one line of it (${bytes / (1 << 20)} MiB); Stubwright has closed the connection.`,
  "request-refused": ({ server, status, says }) => `${server} refused the request (${status}: ${says}).`,
  "server-empty": ({ server }) => `${server} has no model.`,
  "server-redirects": ({ server, to }) =>
    `${server} redirects to ${to}. Stubwright sends your code only to the server that it was given.`,
  "server-unreachable": ({ server, cause }) => `${server} does not answer (${cause}).`,
  unexpected: ({ why }) => `Stubwright hit an internal error: ${sentence(why)}`,
  "wrong-file": ({ from, found, file, bytes, sha256 }) =>
    `${from} is not the expected file: it has ${found}, but ${file} has ${bytes} bytes and sha256 ${sha256}. Stubwright did not keep it.`,
} as const satisfies Partial<{ readonly [C in ProblemCode]: (data: ProblemData[C]) => string }>;
