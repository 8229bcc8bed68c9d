import type { AttemptView } from "../../src/core/events/view";
import { formLabel } from "../../src/core/prompt/form";

/** `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** A gate's time: `18 ms`, `0.7 s`; less than 10 ms is noise. */
export const short = (ms: number): string | undefined =>
  ms < 10 ? undefined : ms < 100 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

export const formOf = ({ form, parent }: AttemptView): string =>
  parent === undefined ? formLabel(form) : `repair of ${parent}`;

/** The last part of a path, whichever way its separators lean. */
export const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
