import type { RunEvent } from "../../core/events/events";
import type { Problem } from "../../core/result";

/** What the command line calls by a flag or a command of its own, as it is called in the editor; longer ones first. */
const names: readonly (readonly [onTheCommandLine: string, here: string])[] = [
  ["--allow-writes, in VS Code with ", ""],
  ["--allow-network, in VS Code with ", ""],
  ["with: stubwright models", "with: Stubwright: Select Model"],
  ["stubwright models pull", "Stubwright: Select Model"],
  ["stubwright models", "Stubwright: Select Model"],
  ["STUBWRIGHT_MIRROR", "the setting stubwright.mirror"],
  ["--server", "the setting stubwright.server"],
  ["--from", "Stubwright: Select Model"],
  ["--go", "the setting stubwright.go.path"],
];

/** Words for people in which settings and commands of the editor stand for the command line's flags. */
export const inEditor = (text: string): string =>
  names.reduce((worded, [flag, here]) => worded.replaceAll(flag, here), text);

/** A problem as the editor says it. */
export const problemMessage = ({ code, message, next }: Problem): string =>
  inEditor(
    [message, next, ...(code === undefined ? [] : (more[code] ?? []))]
      .filter((part) => part !== "")
      .join(" "),
  );

const unprotected = ["To run generated code without a sandbox, switch off the setting stubwright.sandbox."];

/** What only the editor has to offer, by the code of a problem. */
const more: Readonly<Record<string, readonly string[]>> = {
  "sandbox-absent": unprotected,
  "sandbox-refused": unprotected,
  "sandbox-slow": unprotected,
  "sandbox-unsupported": unprotected,
};

/** An event whose words for people are the editor's. */
export function eventInEditor(event: RunEvent): RunEvent {
  if (event.type === "note") return { ...event, message: inEditor(event.message) };
  return event.type === "finished" ? { ...event, reason: inEditor(event.reason) } : event;
}
