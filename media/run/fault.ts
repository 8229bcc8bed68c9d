import { html, nothing, type TemplateResult } from "lit";
import type { RunView } from "../../src/core/events/view";
import { shown } from "../../src/core/syntax/hidden";
import { icon } from "./icon";
import { baseName } from "./words";

/** Of a run that fixes a test: how the test fails, which function is at work and why, and which others it could be. */
export function fault({ fault, header }: RunView): TemplateResult | typeof nothing {
  if (fault === undefined) return nothing;
  const names = header?.target.names ?? [];
  const [first, ...more] = fault.failures;
  const others = fault.suspects.filter((s) => !names.includes(s.name)).slice(0, 4);
  return html`<section class="basis" aria-label="Failing test">
    <p class="note">
      ${icon("error", "bad")}
      <span>
        <code>${shown(fault.test)}</code> fails${
          first === undefined
            ? "."
            : html` at ${baseName(first.file)}:${first.line}: ${shown(first.message.trim().split("\n")[0] ?? "")}${
                more.length === 0 ? "" : ` (and ${more.length} more)`
              }`
        }
      </span>
    </p>
    ${fault.suspects
      .filter((s) => names.includes(s.name))
      .map(
        ({ name, stub, reasons }) =>
          html`<p class="note">${icon("tools", "quiet")}
            <span>${stub ? "Writing" : "Fixing"} <code>${name}</code>: ${reasons.join("; ")}.</span></p>`,
      )}
    ${
      others.length === 0
        ? nothing
        : html`<p class="note">${icon("question", "quiet")}
            <span>Other suspects: ${others.map(
              ({ name, reasons }, i) =>
                html`${i === 0 ? "" : ", "}<code title=${reasons.join("; ")}>${name}</code>`,
            )}.</span></p>`
    }
  </section>`;
}
