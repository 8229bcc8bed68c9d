import { totalmem } from "node:os";

/** What a process of ours may hold unless the person says otherwise, in bytes. */
export const usualMemory = 4 * 2 ** 30;

/** What all processes of one command may hold: the rest of this machine, or of this container, stays others'. */
export function memoryShare(): number {
  const container = process.constrainedMemory();
  return Math.floor((container > 0 ? Math.min(container, totalmem()) : totalmem()) * 0.75);
}

/** What was asked for as far as this machine has it. */
export const memoryLimit = (wanted = usualMemory): number => Math.min(wanted, memoryShare());
