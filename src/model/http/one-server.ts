import { boundedFetch } from "./bounded-fetch";

/** A server that wants a request sent elsewhere: code and key were meant for this one. */
export class Redirected extends Error {
  constructor(readonly to: string) {
    super(`it redirects to ${to}`);
  }
}

/** Headers that a request needs. Libraries add others from variables of the environment that were set for other servers. */
const needed = ["accept", "content-type", "user-agent"];

/**
 * As fetch, from this server only, and with no key but the one that is given.
 * @throws Redirected
 */
export async function fetchFrom(
  url: string | URL | Request,
  init: RequestInit | undefined,
  apiKey: string | undefined,
): Promise<Response> {
  const given = new Headers(init?.headers);
  const headers = new Headers();
  for (const name of needed) {
    const value = given.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (apiKey !== undefined) headers.set("authorization", `Bearer ${apiKey}`);
  const response = await boundedFetch(url, { ...init, headers, redirect: "manual" });
  const location = response.headers.get("location");
  if (response.status < 300 || response.status > 399 || location === null) return response;
  await response.body?.cancel();
  throw new Redirected(
    URL.canParse(location, response.url) ? new URL(location, response.url).href : location,
  );
}

/** The redirect among the causes of an error. */
export function redirectIn(error: unknown): Redirected | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if (inner instanceof Redirected) return inner;
  return undefined;
}
