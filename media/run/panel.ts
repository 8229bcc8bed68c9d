import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { row } from "./attempt";
import { basis } from "./basis";
import type { Context, Row } from "./context";
import { fault } from "./fault";
import { header } from "./header";
import { predecessor } from "./proposal";
import type { PanelState } from "./state";
import { early, question, verdict } from "./verdict";

/** The whole panel. `now` is milliseconds since the run began. */
export function panel(state: PanelState, now: number, context: Context): TemplateResult {
  if (state.run === undefined) return nothingYet;
  // A guarded section is drawn again only when a field that it names has changed.
  return html`${header(state, now, context)}
    <main>
      ${verdict(state, context)} ${question(state, context)} ${early(state, context)}
      ${guard([state.view.fault, state.view.header], () => fault(state.view))}
      ${guard([state.view.baseline, state.view.notes], () => basis(state.view))}
      ${waiting(state)}
      <h2 class="hidden" id="attempts">Attempts</h2>
      <ol class="attempts" aria-labelledby="attempts">
        ${repeat(
          rows(state),
          ({ attempt }) => attempt.attempt,
          (shown) =>
            guard([shown.attempt, shown.before, shown.open, shown.tab, shown.canApply, shown.over], () =>
              row(shown, context),
            ),
        )}
      </ol>
    </main>`;
}

/** Attempts are immutable, so a row whose attempt is the same object is left alone. */
function rows({ run, view, kept }: PanelState): readonly Row[] {
  const canApply = run?.applied === false && !run.discarded;
  return view.attempts.map((attempt) => {
    const open = kept.opened.includes(attempt.attempt);
    return {
      attempt,
      before: open ? predecessor(view.attempts, attempt) : undefined,
      open,
      tab: kept.tabs[attempt.attempt] ?? 0,
      canApply,
      over: view.finished !== undefined,
    };
  });
}

function waiting({ run, view }: PanelState): TemplateResult | typeof nothing {
  if (run?.state === "queued") return html`<p class="waiting">Waiting for the previous run to finish.</p>`;
  if (run?.state !== "running" || view.attempts.length > 0) return nothing;
  return html`<p class="waiting">
    ${
      view.baseline === undefined
        ? "Stubwright is running your tests on the stub while the model loads."
        : "The model is reading its first prompt."
    }
  </p>`;
}

const nothingYet = html`<main class="empty">
  <p>No runs yet.</p>
  <p>Place the cursor in a stub and choose <em>Generate Go Implementation</em>.</p>
</main>`;
