import type { Kept, RunStatus, ToPanel } from "../../src/core/events/panel-messages";
import { emptyView, fold, type RunView } from "../../src/core/events/view";

/** Everything the panel shows. A plain value: the same messages give the same state. */
export interface PanelState {
  readonly run: RunStatus | undefined;
  readonly view: RunView;
  readonly kept: Kept;
}

export const emptyKept: Kept = { id: undefined, opened: [], tabs: {} };

export const initialState = (kept: Kept): PanelState => ({ run: undefined, view: emptyView, kept });

/** Messages of a run that is not shown are none of the panel's business. */
export function receive(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case "snapshot": {
      const { run, events } = message;
      const kept = run?.id === state.kept.id ? state.kept : { ...emptyKept, id: run?.id };
      return { run, view: events.reduce(fold, emptyView), kept };
    }
    case "events":
      return message.id === state.run?.id
        ? { ...state, view: message.events.reduce(fold, state.view) }
        : state;
    case "status":
      return message.run.id === state.run?.id ? { ...state, run: message.run } : state;
  }
}

export function toggled(kept: Kept, attempt: number): Kept {
  const opened = kept.opened.includes(attempt)
    ? kept.opened.filter((other) => other !== attempt)
    : [...kept.opened, attempt];
  return { ...kept, opened };
}

export const withTab = (kept: Kept, attempt: number, tab: number): Kept => ({
  ...kept,
  tabs: { ...kept.tabs, [attempt]: tab },
});
