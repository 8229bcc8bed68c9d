import { html, nothing, type TemplateResult } from "lit";
import type { RunView } from "../../src/core/events/view";
import { noteText } from "../../src/core/problem/problem-text";
import type { Baseline, BaselineTest } from "../../src/core/snapshot";
import { icon } from "./icon";
import { plural } from "./words";

/** What decides, before the first draft; and what the run has to say about its surroundings. */
export function basis(view: RunView): TemplateResult | typeof nothing {
  const { baseline, notes } = view;
  if (baseline === undefined && notes.length === 0) return nothing;
  return html`<section class="basis" aria-label="Tests that decide">
    ${baseline === undefined ? nothing : sentence(baseline.baseline)}
    ${notes.map(
      (note) =>
        html`<p class="note">${icon(note.level === "warning" ? "warning" : "info", note.level === "warning" ? "fair" : "quiet")}
          <span>${noteText(note, "editor")}</span></p>`,
    )}
  </section>`;
}

function sentence(baseline: Baseline): TemplateResult {
  const { targetTests, greenTests, redTests, blindTests, untestable } = baseline;
  if (untestable !== undefined)
    return html`<p class="note">${icon("warning", "fair")}<span>No test can decide: ${untestable}</span></p>`;
  return html`<p class="note">
    ${icon("beaker", "quiet")}
    <span>
      ${targetTests.length > 0 ? html`Decided by ${names(targetTests)}.` : html`<strong>No test decides.</strong>`}
      ${
        greenTests.length > 0
          ? html`<span title=${list(greenTests)}
              >${plural(greenTests.length, "green test")} must stay green.</span
            >`
          : nothing
      }
      ${
        blindTests.length > 0
          ? html`Green on the stub, so ${blindTests.length === 1 ? "it proves" : "they prove"} nothing:
            ${names(blindTests)}.`
          : nothing
      }
      ${redTests.length > 0 ? html`Ignored, because ${redTests.length === 1 ? "it is" : "they are"} red for other reasons: ${names(redTests)}.` : nothing}
    </span>
  </p>`;
}

const list = (tests: readonly BaselineTest[]): string => tests.map((test) => test.name).join(", ");

/** Names as code, the first few of many. */
function names(tests: readonly BaselineTest[]): TemplateResult {
  const shown = tests.slice(0, 5);
  const rest = tests.length - shown.length;
  return html`<span title=${list(tests)}
    >${shown.map((test, i) => html`${i === 0 ? "" : ", "}<code>${test.name}</code>`)}${
      rest > 0 ? ` and ${rest} more` : ""
    }</span
  >`;
}
