import { limits } from "../../core/limits";

/** A server sends more than is read of one reply. */
export class ReplyTooLarge extends Error {
  constructor(readonly bytes: number) {
    super(`more than ${bytes} bytes`);
  }
}

/** The error that ended a reading because there was too much, also where a package has wrapped it. */
export function tooLargeIn(error: unknown): ReplyTooLarge | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof ReplyTooLarge) return at;
  return undefined;
}

/** `fetch`, whose replies end in an error where they are larger than a server's reply may be: none is held whole before. */
export async function boundedFetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const streams = typeof init?.body === "string" && /"stream":\s*true/.test(init.body);
  return bounded(
    response,
    streams ? limits.reply : limits.serverReply,
    streams ? limits.replyLine : Infinity,
  );
}

/** @param mostOfLine bytes between two line ends: packages put a line together before they hand it on */
export function bounded(response: Response, most: number, mostOfLine: number): Response {
  if (response.body === null) return response;
  let bytes = 0;
  let line = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      const first = chunk.indexOf(newline);
      const longest = line + (first < 0 ? chunk.length : first);
      line = first < 0 ? longest : chunk.length - 1 - chunk.lastIndexOf(newline);
      if (bytes > most) controller.error(new ReplyTooLarge(most));
      else if (longest > mostOfLine) controller.error(new ReplyTooLarge(mostOfLine));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counted), { status, statusText, headers });
}

const newline = 0x0a;

/** What a server says of an error, as far as it is shown. */
export const brief = (says: string): string =>
  says.length <= limits.message ? says : `${says.slice(0, limits.message)}…`;
