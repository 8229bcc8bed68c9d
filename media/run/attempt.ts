import { html, nothing, type TemplateResult } from "lit";
import { attemptLook, gateLooks, isDone } from "../../src/core/events/look";
import { type AttemptView, firstFinding, type GateChip } from "../../src/core/events/view";
import { shown } from "../../src/core/syntax/hidden";
import type { Context, Row } from "./context";
import { details } from "./details";
import { jump } from "./finding";
import { icon } from "./icon";
import { given } from "./proposal";
import { formOf, plural, seconds, short } from "./words";

/** One attempt: how it stands, a chip for each gate, the draft as it streams; opened, everything about it. */
export function row(one: Row, context: Context): TemplateResult {
  const { attempt, open, over } = one;
  const n = attempt.attempt;
  const look = attemptLook(attempt, over);
  return html`<li class="attempt ${look.tone}" id="attempt-${n}">
    <div class="head">
      <h3>
        <button
          class="disclose"
          aria-expanded=${open}
          aria-controls="details-${n}"
          @click=${() => context.toggle(n)}
          @keydown=${move}
        >
          ${icon(open ? "chevron-down" : "chevron-right")}${icon(look.icon, look.tone)}
          <span class="hidden">Attempt </span><span class="number">${n}</span><span class="hidden">: </span>
          <span>${look.label}</span>
          <span class="form">· ${formOf(attempt)}</span>
        </button>
      </h3>
      <span class="spent">${tokens(attempt)}</span>
    </div>
    ${attempt.gates.length > 0 ? html`<ul class="chips" aria-label="Gates">${attempt.gates.map(chip)}</ul>` : nothing}
    ${open ? nothing : oneLine(attempt, context)}
    ${!open && !isDone(attempt, over) && attempt.text !== "" ? draft(attempt) : nothing}
    <div id="details-${n}" class="details" ?hidden=${!open}>${open ? details(one, context) : nothing}</div>
  </li>`;
}

const tokens = ({ reply, pieces }: AttemptView): string =>
  reply === undefined
    ? pieces === 0
      ? ""
      : plural(pieces, "token")
    : `${plural(reply.outputTokens, "token")} · ${seconds(reply.ms)}`;

function chip(gate: GateChip): TemplateResult {
  const look = gateLooks[gate.status];
  const why = gate.status === "skipped" || gate.status === "broken" ? gate.reason : undefined;
  const time = gate.status === "passed" || gate.status === "failed" ? short(gate.ms) : undefined;
  return html`<li class="chip ${gate.status}" title=${why === undefined ? nothing : shown(why)}>
    ${icon(look.icon, look.tone)}<span>${gate.gate}</span>
    <span class="hidden">${look.label}${why === undefined ? "" : `: ${shown(why)}`}</span>
    ${time === undefined ? nothing : html`<span class="time">${time}</span>`}
  </li>`;
}

/** Why an attempt came to nothing, in one line. */
function oneLine(attempt: AttemptView, context: Context): TemplateResult | typeof nothing {
  const finding = firstFinding(attempt);
  if (finding !== undefined) return html`<p class="why">${jump(attempt, finding, context, true)}</p>`;
  const broken = attempt.gates.find((gate) => gate.status === "broken");
  const why = attempt.noCandidate?.message ?? (broken?.status === "broken" ? broken.reason : undefined);
  return why === undefined ? nothing : html`<p class="why">${shown(why)}</p>`;
}

/** The draft while it is written: its end is what moves. */
const draft = (attempt: AttemptView): TemplateResult =>
  html`<pre class="code draft" aria-hidden="true"><span class="given">${given(attempt)}</span>${shown(attempt.text)}</pre>`;

/** Arrow keys go from row to row, as in a list of the editor. */
function move(event: KeyboardEvent): void {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const rows = [...document.querySelectorAll<HTMLElement>(".disclose")];
  const next = rows.indexOf(event.currentTarget) + step;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
  event.preventDefault();
}
