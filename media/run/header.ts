import { html, nothing, type TemplateResult } from "lit";
import { type Look, runLook } from "../../src/core/events/look";
import { tokensPerSecond } from "../../src/core/events/view";
import { protectionText } from "../../src/core/verdict";
import type { Context } from "./context";
import { icon } from "./icon";
import type { PanelState } from "./state";
import { baseName, plural, seconds } from "./words";

/** Function, model, budget spent, time, tokens a second; Cancel while there is something to cancel. */
export function header({ run, view }: PanelState, now: number, context: Context): TemplateResult {
  if (run === undefined) return html`<header></header>`;
  const { header } = view;
  const budget = header?.budget;
  const protection = header?.protection;
  const live = run.state !== "finished";
  const rate = tokensPerSecond(view);
  return html`<header>
    <div class="title">
      ${sign(runLook(run.state, view.finished?.outcome))}
      <h1>${run.names.join(", ")}</h1>
      <button class="link" title=${run.file} @click=${() => context.act({ type: "open-target" })}>
        ${baseName(run.file)}
      </button>
      <span class="grow"></span>
      ${
        live
          ? html`<vscode-button secondary @click=${() => context.act({ type: "cancel" })}>Cancel</vscode-button>`
          : nothing
      }
    </div>
    <ul class="facts" aria-label="Run details">
      ${fact("circuit-board", "Model", header?.model?.id ?? (live ? "starting…" : undefined), header?.model?.server)}
      ${fact("list-ordered", "Budget used", !budget ? undefined : `${spent(view)} of ${plural(budget, "call")}`)}
      ${fact("clock", "Time", header === undefined ? undefined : seconds(now))}
      ${fact("dashboard", "Speed", rate === undefined ? undefined : `${rate.toFixed(rate < 10 ? 1 : 0)} tokens/s`)}
      ${fact("shield", "Generated code runs", protection === undefined ? undefined : protectionText[protection])}
      ${fact("quote", "Hint", run.hint)}
    </ul>
    ${
      live
        ? html`<vscode-progress-bar aria-hidden="true" .value=${bar(view, budget)} max="100"></vscode-progress-bar>`
        : nothing
    }
  </header>`;
}

/** The body that is there and small changes of it cost no call. */
const spent = (view: PanelState["view"]): number =>
  view.attempts.filter(({ form }) => form !== "present" && form !== "change").length;

/** In percent; undefined shows that something is on its way, before the first call. */
const bar = (view: PanelState["view"], budget: number | undefined): number | undefined =>
  !budget || view.attempts.length === 0 ? undefined : (100 * spent(view)) / budget;

const sign = (look: Look): TemplateResult =>
  html`${icon(look.icon, look.tone)}<span class="hidden">${look.label}</span>`;

const fact = (
  name: string,
  label: string,
  value: string | undefined,
  more?: string,
): TemplateResult | typeof nothing =>
  value === undefined
    ? nothing
    : html`<li title=${more === undefined ? label : `${label}: ${more}`}>
        ${icon(name, "quiet")}<span class="hidden">${label}: </span>${value}
      </li>`;
