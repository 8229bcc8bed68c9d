import { html, type TemplateResult } from "lit";

/** A codicon, for eyes only: what it means stands in words beside it. */
export const icon = (name: string, tone = ""): TemplateResult => html`<span
  class="codicon codicon-${name} ${tone} ${name === "loading" ? "codicon-modifier-spin" : ""}"
  aria-hidden="true"
></span>`;
