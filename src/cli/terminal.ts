import { createLogUpdate } from "log-update";
import pc from "picocolors";
import type { RunEvent } from "../core/events/events";
import { isDone } from "../core/events/look";
import { chosenEdit } from "../core/events/offered-tests";
import { emptyView, fold, type RunView } from "../core/events/view";
import { advised, noteText } from "../core/problem/problem-text";
import { type Io, printable, type Terminal, wantsColour, wantsLive } from "./io";
import {
  attemptLines,
  baselineLine,
  diffLines,
  faultLines,
  headerLine,
  offeredLines,
  outcomeLines,
  type Palette,
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

/** What of a run's end is printed. */
interface Ending {
  readonly showDiff: boolean;
  /** Tests that are offered belong to the diff; else they are shown beside it, for nobody to pipe. */
  readonly withTests: boolean;
}

/**
 * A run for people: everything but the diff goes to standard error, the diff to standard output. Attempts that are
 * done stay above; those that are still at work are rewritten below them where the terminal can do that.
 */
export function terminalFace(io: Io, showDiff: boolean, withTests = false): RunFace {
  const colours = pc.createColors(wantsColour(io.err, io.env));
  const screen = createScreen(io, colours);
  let view = emptyView;
  let closed = false;
  return {
    view: () => view,
    event(event) {
      if (closed) return;
      view = fold(view, event);
      screen.follow(view);
      show(event, view, { io, colours, screen, ending: { showDiff, withTests } });
      screen.draw(event.type === "attempt");
    },
    close() {
      closed = true;
      screen.close();
    },
  };
}

type Screen = ReturnType<typeof createScreen>;

/** Standard error: lines that stay, and below them the attempts that are still at work. */
function createScreen(io: Io, colours: Palette) {
  const live = wantsLive(io.err, io.env) ? createLogUpdate(io.err, { showCursor: true }) : undefined;
  const began = Date.now();
  let view = emptyView;
  let printed = 0;
  let drawn = 0;
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
  return {
    say,
    follow(next: RunView): void {
      view = next;
    },
    draw(now: boolean): void {
      if (now || Date.now() - drawn >= frame) draw();
    },
    /** Attempts end in order for the reader: one that is done waits for those before it. */
    printDone(all: boolean): void {
      for (const next of view.attempts.slice(printed)) {
        if (!all && !isDone(next)) return;
        attemptLines(next, view.at, io.cwd, colours, view.finished !== undefined).forEach(say);
        printed += 1;
      }
    },
    close(): void {
      clearInterval(timer);
      live?.clear();
    },
  };
}

interface Shown {
  readonly io: Io;
  readonly colours: Palette;
  readonly screen: Screen;
  readonly ending: Ending;
}

function show(event: RunEvent, view: RunView, shown: Shown): void {
  const { io, colours, screen } = shown;
  switch (event.type) {
    case "started":
      if (view.header !== undefined) screen.say(colours.bold(headerLine(view.header, io.cwd)));
      break;
    case "fault":
      faultLines(event, io.cwd, colours).forEach(screen.say);
      break;
    case "baseline":
      screen.say(colours.dim(baselineLine(event.baseline)));
      break;
    case "note":
      screen.say(noteLine(event.level, noteText(event, "terminal"), colours));
      break;
    case "dropped":
      screen.say(noteLine("info", `attempt ${event.attempt} leaves out ${event.what.join(", ")}`, colours));
      break;
    case "finished":
      screen.printDone(true);
      showEnd(view, shown);
      break;
    case "attempt":
    case "text":
    case "reply":
    case "no-candidate":
    case "candidate":
    case "gate":
    case "verdict":
    case "judged":
    case "question":
      screen.printDone(false);
      break;
    default:
      event satisfies never;
  }
}

function showEnd(view: RunView, { io, colours, screen, ending }: Shown): void {
  const { finished } = view;
  outcomeLines(view, colours).forEach(screen.say);
  if (!ending.showDiff || finished === undefined) return;
  printDiff(io, io.out, chosenEdit(finished, ending.withTests).diff);
  if (finished.tests === undefined) return;
  ["", ...offeredLines(finished.tests, colours)].forEach(screen.say);
  if (!ending.withTests) printDiff(io, io.err, finished.tests.diff);
}

function printDiff(io: Io, to: Terminal, diff: string): void {
  if (diff === "") return;
  const text = to.isTTY ? printable(diff) : diff;
  to.write(diffLines(text, pc.createColors(wantsColour(to, io.env))));
}

const noteLine = (level: "info" | "warning", message: string, c: Palette): string =>
  level === "warning" ? c.yellow(printable(message)) : c.dim(printable(message));

/** A run for programs: one event a line on standard output. */
export function jsonFace(io: Io): RunFace {
  let view = emptyView;
  return {
    view: () => view,
    event(event) {
      view = fold(view, event);
      io.out.write(`${JSON.stringify(inWords(event))}\n`);
    },
    close() {},
  };
}

/** For programs that show what they read: codes and data stay beside the words. */
function inWords(event: RunEvent): object {
  if (event.type === "note") return { ...event, message: noteText(event, "terminal") };
  if (event.type !== "finished") return event;
  return { ...event, reason: advised(event.reason, event.next, "terminal") };
}
