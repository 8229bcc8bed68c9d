import { html, nothing, type TemplateResult } from "lit";
import type { AttemptView } from "../../src/core/events/view";
import { advised } from "../../src/core/problem/problem-text";
import { shown } from "../../src/core/syntax/hidden";
import { findingsOf } from "../../src/core/verdict";
import type { Context, Row } from "./context";
import { jump } from "./finding";
import { changesSince, given, proposedBlocks } from "./proposal";
import { plural, seconds } from "./words";

/** An opened attempt: findings, what can be done with it, and its tabs. */
export function details(row: Row, context: Context): TemplateResult {
  const { attempt, before, tab } = row;
  const n = attempt.attempt;
  const findings = findingsOf(attempt.gates.filter((gate) => gate.status !== "running"));
  const select = (event: CustomEvent<{ readonly selectedIndex: number }>): void =>
    context.selectTab(n, event.detail.selectedIndex);
  return html`
    ${
      findings.length > 0
        ? html`<ul class="findings" aria-label="Findings">
            ${findings.map((finding) => html`<li>${jump(attempt, finding, context, false)}</li>`)}
          </ul>`
        : nothing
    }
    ${attempt.noCandidate === undefined ? nothing : html`<p>${shown(attempt.noCandidate.message)}</p>`}
    ${findings.length > 0 || attempt.judgement === undefined ? nothing : html`<p>${shown(advised(attempt.judgement.reason, attempt.judgement.next, "editor"))}</p>`}
    ${actions(row, context)}
    <vscode-tabs selected-index=${tab} @vsc-tabs-select=${select}>
      <vscode-tab-header>Code</vscode-tab-header>
      <vscode-tab-panel>${tab === 0 ? code(attempt) : nothing}</vscode-tab-panel>
      <vscode-tab-header>${before === undefined ? "Changes" : `Changes since ${before.attempt}`}</vscode-tab-header>
      <vscode-tab-panel>${tab === 1 ? changes(attempt, before) : nothing}</vscode-tab-panel>
      <vscode-tab-header>Prompt</vscode-tab-header>
      <vscode-tab-panel>${tab === 2 ? prompt(attempt) : nothing}</vscode-tab-panel>
      <vscode-tab-header>Answer</vscode-tab-header>
      <vscode-tab-panel>${tab === 3 ? pre(attempt.text) : nothing}</vscode-tab-panel>
      <vscode-tab-header>Numbers</vscode-tab-header>
      <vscode-tab-panel>${tab === 4 ? numbers(attempt) : nothing}</vscode-tab-panel>
    </vscode-tabs>
  `;
}

const pre = (text: string): TemplateResult => html`<pre class="code" tabindex="0">${shown(text)}</pre>`;

function actions({ attempt, canApply }: Row, context: Context): TemplateResult | typeof nothing {
  const { candidate, judgement, attempt: n } = attempt;
  if (candidate === undefined) return nothing;
  const file = candidate.edit.files[0]?.file ?? "";
  const line = proposedBlocks(candidate).at(-1)?.line ?? 0;
  const proposable = judgement?.grade === "passing" || judgement?.grade === "suggested";
  return html`<div class="actions">
    ${
      proposable
        ? html`<vscode-button secondary @click=${() => context.act({ type: "review", attempt: n })}
            >Review diff</vscode-button
          >`
        : nothing
    }
    ${
      proposable && canApply
        ? html`<vscode-button secondary @click=${() => context.act({ type: "apply", attempt: n })}
            >Apply attempt ${n}</vscode-button
          >`
        : nothing
    }
    <vscode-button
      secondary
      @click=${() => context.act({ type: "open-candidate", attempt: n, file, line, column: 0 })}
      >Open as document</vscode-button
    >
  </div>`;
}

function code(attempt: AttemptView): TemplateResult {
  const { candidate } = attempt;
  if (candidate === undefined) return pre(given(attempt) + attempt.text);
  return html`${candidate.mended.length > 0 ? html`<p class="mended">Adjusted: ${candidate.mended.join("; ")}.</p>` : nothing}
  ${pre(
    proposedBlocks(candidate)
      .map((block) => block.text)
      .join("\n\n"),
  )}`;
}

function changes(attempt: AttemptView, before: AttemptView | undefined): TemplateResult {
  if (attempt.candidate === undefined) return html`<p>The answer contains no candidate.</p>`;
  if (before?.candidate === undefined) return html`<p>This is the first candidate.</p>`;
  const lines = changesSince(before.candidate, attempt.candidate);
  if (lines.length === 0) return html`<p>This is the same code as attempt ${before.attempt}.</p>`;
  const sign = { same: " ", added: "+", removed: "-", gap: "⋯" };
  const word = { same: "", added: "added: ", removed: "removed: ", gap: "" };
  return html`<pre class="code diff" tabindex="0">${lines.map(
    ({ kind, text }) =>
      html`<span class="line ${kind}"><span class="sign" aria-hidden="true">${sign[kind]}</span><span class="hidden">${word[kind]}</span>${shown(text)}
</span>`,
  )}</pre>`;
}

function prompt({ prompt }: AttemptView): TemplateResult {
  if (prompt.kind === "complete") return pre(prompt.text);
  return html`${prompt.messages.map(({ role, content }) => html`<h4>${role}</h4>${pre(content)}`)}`;
}

function numbers(attempt: AttemptView): TemplateResult {
  const { reply, dropped, temperature, seed, lineage } = attempt;
  const facts: readonly (readonly [string, string])[] = [
    ["Temperature", temperature === 0 ? "0 (greedy)" : String(temperature)],
    ["Seed", String(seed)],
    ["Lineage", String(lineage)],
    ...(reply === undefined
      ? []
      : ([
          ["Prompt", plural(reply.promptTokens, "token")],
          ["Answer", `${plural(reply.outputTokens, "token")} in ${seconds(reply.ms)}`],
          [
            "Ended",
            {
              stop: "by itself",
              length: "at the length limit",
              stopped: "when the code was complete",
            }[reply.finish],
          ],
        ] as const)),
    ...(dropped === undefined
      ? []
      : ([
          [
            "Left out of the prompt",
            `${dropped.what.join(", ")} (the context holds ${dropped.contextTokens} tokens)`,
          ],
        ] as const)),
  ];
  return html`<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
