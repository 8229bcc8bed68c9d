import { causeOf } from "./cause";

/** An answer that is not what its protocol says. The message is a clause for people, whose subject is that answer. */
export class OffProtocol extends Error {}

/** Text, or nothing where there is none. */
export function textIn(field: unknown, where: string): string {
  if (field === undefined || field === null) return "";
  if (typeof field !== "string") throw new OffProtocol(`${where} is not text`);
  return field;
}

/** @throws OffProtocol where it is no list */
export function listIn(field: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(field)) throw new OffProtocol(`it has no list of ${where}`);
  return field;
}

/** Why an answer cannot be read. How a package stumbled over it says nothing to people. */
export const whyUnreadable = (error: unknown): string =>
  error instanceof TypeError && error.cause === undefined
    ? "it is not what the protocol says"
    : causeOf(error);
