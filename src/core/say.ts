import type { RunEvent } from "./events/events";

/** An event without its time; the search stamps it. */
export type Say = (
  event: RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "at"> : never) : never,
) => void;
