import { html, nothing, type TemplateResult } from "lit";
import type { AttemptView } from "../../src/core/events/view";
import { shown } from "../../src/core/syntax/hidden";
import type { Finding } from "../../src/core/verdict";
import type { Context } from "./context";
import { baseName } from "./words";

/** A finding that leads to its line. */
export function jump(
  { attempt, candidate }: AttemptView,
  finding: Finding,
  context: Context,
  brief: boolean,
): TemplateResult {
  const { file, line, column, message, test } = finding;
  const text = shown(brief ? (message.trim().split("\n")[0] ?? "") : message.trim());
  const own = candidate?.edit.files.some((edited) => edited.file === file) ?? false;
  const place = own ? `line ${line}` : `${baseName(file)}:${line}`;
  const said = html`${line > 0 ? html`<span class="place">${place}</span>` : nothing}${
    test === undefined ? nothing : html`<code class="test">${shown(test)}</code>`
  }<span class="message">${text}</span>`;
  if (candidate === undefined || line === 0) return html`<span class="finding">${said}</span>`;
  return html`<button
    class="finding link"
    title=${own ? `Open line ${line} of the candidate` : `Open ${place}`}
    @click=${() => context.act({ type: "open-candidate", attempt, file, line, column })}
  >
    ${said}
  </button>`;
}
