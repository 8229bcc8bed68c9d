import type { RunEvent } from "../../core/events/events";
import type { Note } from "../../core/problem/codes";

export interface EarlyNotes {
  /** A warning at most once: gopls is started anew now and then, and may be missing each time. */
  warn(about: Note): void;
  /** Says what was held back, and from here on everything at once. */
  release(): void;
}

/** Holds warnings back until the run has started: its first event says what it is about. */
export function earlyNotes(emit: (event: RunEvent) => void, now: () => number): EarlyNotes {
  const early: RunEvent[] = [];
  const warned = new Set<string>();
  let say = (event: RunEvent): void => void early.push(event);
  return {
    warn(about) {
      const key = JSON.stringify(about);
      if (warned.has(key)) return;
      warned.add(key);
      say({ at: Math.round(now()), type: "note", level: "warning", ...about });
    },
    release() {
      say = emit;
      for (const event of early) emit(event);
    },
  };
}
