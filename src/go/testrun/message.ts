import { withoutMiddle } from "./head-and-tail";

/** More than this of one message would only repeat itself. */
const longest = 2_000;

export const cut = (message: string): string => withoutMiddle(message, longest);

export const oneLine = (text: string): string =>
  text
    .trim()
    .split(/(?<!\s)\s*\n\s*/)
    .join(" ");
