import type { Act } from "../../src/core/events/panel-messages";
import type { AttemptView } from "../../src/core/events/view";

/** What the parts of the panel can do. */
export interface Context {
  act(act: Act): void;
  toggle(attempt: number): void;
  selectTab(attempt: number, tab: number): void;
}

/** Everything that an attempt's row is drawn from: while these are the same, so is the row. */
export interface Row {
  readonly attempt: AttemptView;
  /** The attempt to compare with. */
  readonly before: AttemptView | undefined;
  readonly open: boolean;
  readonly tab: number;
  readonly canApply: boolean;
  /** The run has ended: what was under way has stopped. */
  readonly over: boolean;
}
