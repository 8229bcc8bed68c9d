import { createLogUpdate } from "log-update";
import pc from "picocolors";
import type { RunEvent } from "../core/events/events";
import { chosenEdit } from "../core/events/offered-tests";
import { emptyView, fold, type RunView } from "../core/events/view";
import { type Io, printable, type Terminal, wantsColour, wantsLive } from "./io";
import {
  attemptLines,
  baselineLine,
  diffLines,
  faultLines,
  headerLine,
  isDone,
  offeredLines,
  outcomeLines,
} from "./lines";

export interface RunFace {
  event(event: RunEvent): void;
  /** The view as it is now. */
  view(): RunView;
  /** Leaves the terminal as it should be; nothing is shown after it. */
  close(): void;
}

/** Milliseconds between two drawings of the live lines. */
const frame = 100;

/**
 * A run for people: everything but the diff goes to standard error, the diff to standard output. Attempts that are
 * done stay above; those that are still at work are rewritten below them where the terminal can do that.
 * @param withTests tests that are offered belong to the diff; else they are shown beside it, for nobody to pipe
 */
export function terminalFace(io: Io, showDiff: boolean, withTests = false): RunFace {
  const colours = pc.createColors(wantsColour(io.err, io.env));
  const live = wantsLive(io.err, io.env) ? createLogUpdate(io.err, { showCursor: true }) : undefined;
  const began = Date.now();
  let view = emptyView;
  let printed = 0;
  let drawn = 0;
  let closed = false;

  const say = (line: string): void => {
    live?.clear();
    io.err.write(`${line}\n`);
  };
  const draw = (): void => {
    drawn = Date.now();
    const open = view.attempts.slice(printed);
    if (open.length === 0) return;
    const at = drawn - began;
    live?.(open.flatMap((attempt) => attemptLines(attempt, at, io.cwd, colours)).join("\n"));
  };
  const timer = live && setInterval(draw, frame);

  /** Attempts end in order for the reader: one that is done waits for those before it. */
  const printDone = (all: boolean): void => {
    for (
      let next = view.attempts[printed];
      next !== undefined && (all || isDone(next));
      next = view.attempts[printed]
    ) {
      for (const line of attemptLines(next, view.at, io.cwd, colours, view.finished !== undefined)) say(line);
      printed += 1;
    }
  };
  const finish = (): void => {
    printDone(true);
    for (const line of outcomeLines(view, colours)) say(line);
    const { finished } = view;
    if (!showDiff || finished === undefined) return;
    const { tests } = finished;
    print(io.out, chosenEdit(finished, withTests).diff);
    if (tests === undefined) return;
    say("");
    for (const line of offeredLines(tests, colours)) say(line);
    if (!withTests) print(io.err, tests.diff);
  };
  const print = (to: Terminal, diff: string): void => {
    if (diff === "") return;
    const text = to.isTTY ? printable(diff) : diff;
    to.write(diffLines(text, pc.createColors(wantsColour(to, io.env))));
  };

  return {
    view: () => view,
    event(event) {
      if (closed) return;
      view = fold(view, event);
      if (event.type === "started" && view.header) say(colours.bold(headerLine(view.header, io.cwd)));
      else if (event.type === "fault") for (const line of faultLines(event, io.cwd, colours)) say(line);
      else if (event.type === "baseline") say(colours.dim(baselineLine(event.baseline)));
      else if (event.type === "note") say(noteLine(event.level, event.message));
      else if (event.type === "dropped")
        say(noteLine("info", `attempt ${event.attempt} leaves out ${event.what.join(", ")}`));
      else if (event.type === "finished") finish();
      else printDone(false);
      if (event.type === "attempt" || Date.now() - drawn >= frame) draw();
    },
    close() {
      closed = true;
      clearInterval(timer);
      live?.clear();
    },
  };

  function noteLine(level: "info" | "warning", message: string): string {
    return level === "warning" ? colours.yellow(printable(message)) : colours.dim(printable(message));
  }
}

/** A run for programs: one event a line on standard output. */
export function jsonFace(io: Io): RunFace {
  let view = emptyView;
  return {
    view: () => view,
    event(event) {
      view = fold(view, event);
      io.out.write(`${JSON.stringify(event)}\n`);
    },
    close() {},
  };
}
