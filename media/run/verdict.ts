import { html, nothing, type TemplateResult } from "lit";
import { outcomeLooks } from "../../src/core/events/look";
import { originSummary, strengthSentence } from "../../src/core/events/offered-tests";
import { type FinishedView, firstGood } from "../../src/core/events/view";
import { advised } from "../../src/core/problem/problem-text";
import { shown } from "../../src/core/syntax/hidden";
import type { Context } from "./context";
import { icon } from "./icon";
import type { PanelState } from "./state";

type Asked = NonNullable<PanelState["view"]["question"]>;
type OfferedTests = NonNullable<FinishedView["tests"]>;

/** The end: the grade with its reason, and what the person can do now. */
export function verdict({ run, view }: PanelState, context: Context): TemplateResult | typeof nothing {
  const { finished } = view;
  if (finished === undefined || run?.state !== "finished") return nothing;
  const look = outcomeLooks[finished.outcome];
  const proposes = finished.edit !== undefined;
  const open = proposes && !run.applied && !run.discarded;
  return html`<section class="card ${look.tone}" aria-labelledby="verdict">
    <h2 id="verdict">${icon(look.icon, look.tone)}${look.label}${done(run.applied, run.discarded)}</h2>
    <p>${shown(advised(finished.reason, finished.next, "editor"))}</p>
    ${open && finished.tests !== undefined ? offered(finished.tests) : nothing}
    ${run.applied ? nothing : actions(open, finished.tests, run.hint, context)}
  </section>`;
}

/** Tests that come with the review, and are applied only where the person says so. */
const offered = (tests: OfferedTests): TemplateResult => html`<div class="offered">
    <p class="note">
      ${icon("beaker", "quiet")}<span>The review includes tests: ${originSummary(tests)}. ${strengthSentence(tests)}</span>
    </p>
    <ul aria-label="Test cases">
      ${tests.cases.map(
        ({ text, origin }) =>
          html`<li><code>${shown(text)}</code>${origin === "model" ? nothing : html` <span class="yours">yours</span>`}</li>`,
      )}
    </ul>
  </div>`;

/** What the person can do with a run that has ended. */
const actions = (
  open: boolean,
  tests: OfferedTests | undefined,
  hint: string | undefined,
  context: Context,
): TemplateResult => html`<div class="actions">
    ${
      open
        ? html`<vscode-button @click=${() => context.act({ type: "review", attempt: undefined })}
              >Review diff</vscode-button
            >
            <vscode-button secondary @click=${() => context.act({ type: "apply", attempt: undefined })}>Apply</vscode-button>
            ${tests === undefined ? nothing : applyBoth(context)}
            <vscode-button secondary @click=${() => context.act({ type: "discard" })}>Discard</vscode-button>`
        : nothing
    }
    ${more(hint, context)}
  </div>`;

const applyBoth = (context: Context): TemplateResult =>
  html`<vscode-button
    secondary
    @click=${() => context.act({ type: "apply", attempt: undefined, withTests: true })}
    >Apply with tests</vscode-button
  >`;

const done = (applied: boolean, discarded: boolean): TemplateResult | typeof nothing =>
  applied
    ? html`<vscode-badge>applied</vscode-badge>`
    : discarded
      ? html`<vscode-badge>discarded</vscode-badge>`
      : nothing;

/** More budget for the same target, with words of the person's own. */
function more(hint: string | undefined, context: Context): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get("hint");
    const text = typeof said === "string" ? said.trim() : "";
    context.act({ type: "more", hint: text === "" ? undefined : text });
  };
  return html`<form class="more" @submit=${submit}>
    <vscode-textfield
      name="hint"
      label="A hint for the model"
      placeholder="Hint, for example: use a heap"
      .value=${hint ?? ""}
    ></vscode-textfield>
    <vscode-button secondary type="submit">Try more</vscode-button>
  </form>`;
}

/** A candidate that passes, or that no test decides, can be applied while the run still goes on. */
export function early({ run, view }: PanelState, context: Context): TemplateResult | typeof nothing {
  const found = firstGood(view);
  if (found === undefined || run?.state !== "running" || run.applied || run.discarded) return nothing;
  const { attempt } = found;
  const passes = found.judgement?.grade === "passing";
  const look = passes ? outcomeLooks.passing : outcomeLooks.suggested;
  return html`<section class="card ${look.tone}" aria-labelledby="early">
    <h2 id="early">
      ${icon(look.icon, look.tone)}Attempt ${attempt} ${passes ? "passes your tests" : "compiles, but no test decides"}
    </h2>
    <p>${passes ? waitsFor(view.question) : suggests(view.question)}</p>
    <div class="actions">
      <vscode-button @click=${() => context.act({ type: "review", attempt })}>Review diff</vscode-button>
      <vscode-button secondary @click=${() => context.act({ type: "apply", attempt })}>Apply</vscode-button>
    </div>
  </section>`;
}

const waitsFor = (asked: PanelState["view"]["question"]): string =>
  asked === undefined
    ? "Stubwright is looking for a second, different candidate to confirm it. You need not wait."
    : "Another attempt also passes but behaves differently. Your answer decides.";

const suggests = (asked: PanelState["view"]["question"]): string =>
  asked === undefined
    ? "Stubwright is comparing it with other candidates and asking the model for test cases. You need not wait."
    : "Another attempt behaves differently. Your answer decides and becomes a test.";

/** Two passing candidates differ: only the person knows which is right. */
export function question({ run, view }: PanelState, context: Context): TemplateResult | typeof nothing {
  const asked = view.question;
  if (asked === undefined || run === undefined || run.applied || run.discarded) return nothing;
  if (run.answered !== undefined)
    return html`<section class="card good" aria-labelledby="question">
      <h2 id="question">${icon("pass", "good")}You decided</h2>
      <p>${decided(asked, run.answered)} The edit adds a test for it.</p>
    </section>`;
  return html`<section class="card fair" aria-labelledby="question">
    <h2 id="question">${icon("question", "fair")}${undecided(view)}</h2>
    <p>What should <code>${shown(asked.call)}</code> return? Your answer becomes a test.</p>
    <div class="actions">
      ${asked.answers.map(
        ({ value, attempts }, index) =>
          html`<vscode-button
            secondary
            class="answer"
            title="Returned by ${attempts.length === 1 ? "attempt" : "attempts"} ${attempts.join(", ")}"
            @click=${() => context.act({ type: "answer", answer: index })}
            ><code>${shown(value)}</code></vscode-button
          >`,
      )}
      <vscode-button
        secondary
        title="If no candidate is right"
        @click=${() => context.act({ type: "answer", answer: undefined })}
        >Something else…</vscode-button
      >
    </div>
  </section>`;
}

const decided = ({ call, answers }: Asked, index: number): TemplateResult => {
  const given = answers[index];
  return given === undefined
    ? html`<code>${shown(call)}</code> returns what you entered.`
    : html`<code>${shown(call)}</code> returns <code>${shown(given.value)}</code>.`;
};

const undecided = ({ baseline }: PanelState["view"]): string =>
  (baseline?.baseline.targetTests.length ?? 1) > 0 ? "Your tests do not decide" : "No test decides";
