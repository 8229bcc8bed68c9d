import { render, type TemplateResult } from "lit";
import "./elements";
import type { FromPanel, Kept, ToPanel } from "../../src/core/events/panel-messages";
import { firstGood } from "../../src/core/events/view";
import type { Context } from "./context";
import { panel } from "./panel";
import { announcement } from "./screen-reader";
import { emptyKept, initialState, type PanelState, receive, toggled, withTab } from "./state";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** Milliseconds between two drawings of the clock. */
const tick = 250;

function main(root: HTMLElement, live: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  let state: PanelState = initialState({ ...emptyKept, ...vscode.getState() });
  /** When the last event came, by this page's clock. */
  let restored = performance.now();
  const isRunning = (): boolean => state.run?.state === "running";
  const draw = drawer(root, () => {
    const now = state.view.at + (isRunning() ? performance.now() - restored : 0);
    return { state, template: panel(state, now, context) };
  });
  const keep = (kept: Kept): void => {
    state = { ...state, kept };
    vscode.setState(kept);
    draw();
  };
  const context: Context = {
    act(act) {
      if (state.run !== undefined) vscode.postMessage({ type: "act", id: state.run.id, act });
    },
    toggle: (attempt) => keep(toggled(state.kept, attempt)),
    selectTab: (attempt, tab) => keep(withTab(state.kept, attempt, tab)),
  };
  window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => {
    const was = state;
    state = receive(state, data);
    if (state.view !== was.view) restored = performance.now();
    if (state.kept !== was.kept) vscode.setState(state.kept);
    // What a snapshot holds is no news.
    if (data.type === "events") live.textContent = announcement(was.view, state.view) ?? live.textContent;
    draw();
  });
  setInterval(() => {
    if (isRunning()) draw();
  }, tick);
  draw();
  vscode.postMessage({ type: "ready" });
}

interface Picture {
  readonly state: PanelState;
  readonly template: TemplateResult;
}

/** Draws in the next frame, once however often it is asked, and leaves the reader where they read. */
function drawer(root: HTMLElement, picture: () => Picture): () => void {
  let drawing = false;
  let answeredTo = "";
  const draw = (): void => {
    drawing = false;
    const { state, template } = picture();
    const atEnd = isAtEnd();
    render(template, root);
    for (const pre of root.querySelectorAll(".draft")) pre.scrollTop = pre.scrollHeight;
    const called = calls(state);
    if (called !== answeredTo && atEnd) window.scrollTo(0, 0);
    else if (atEnd && state.run?.state === "running") window.scrollTo(0, document.body.scrollHeight);
    answeredTo = called;
  };
  return () => {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(draw);
  };
}

/** What stands at the top and wants the person: it changes when something new does. */
const calls = ({ run, view }: PanelState): string =>
  [run?.state === "finished", view.question?.call, firstGood(view)?.attempt].join(" ");

/** Whoever reads at the end goes on reading there; whoever scrolled up is left alone. */
const isAtEnd = (): boolean => window.innerHeight + window.scrollY >= document.body.scrollHeight - 24;

const root = document.getElementById("panel");
const live = document.getElementById("live");
if (root !== null && live !== null) main(root, live);
