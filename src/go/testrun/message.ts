import { limits } from "../../core/limits";
import { withoutMiddle } from "./head-and-tail";

/** More of one message would only repeat itself. */
export const cut = (message: string): string => withoutMiddle(message, limits.message);

export const oneLine = (text: string): string =>
  text
    .trim()
    .split(/(?<!\s)\s*\n\s*/)
    .join(" ");
