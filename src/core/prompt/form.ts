import type { ChatMessage } from "../model";

/**
 * The ways of asking for a draft: their texts in prompt.ts, the turn of those that a run uses in attempts/plan.ts
 * (`runForms`). The benchmark follows this list by itself.
 */
export const draftForms = ["prefill", "fim", "examples", "tests", "plain", "chat"] as const;
export type DraftForm = (typeof draftForms)[number];

interface FormProperties {
  /** For people. */
  readonly label: string;
  /** A chat asks for everything at once; a raw text goes on with one declaration. */
  readonly asks: "chat" | "raw text";
  /** What the model's server must be able to do. */
  readonly needs: readonly ("prefill" | "complete" | "fim")[];
  /** How the prompt shows what the function should return. */
  readonly shows: "tests" | "doc lines" | "nothing";
  /** The signature is in the model's mouth, so that a first line of the body can be put there too. */
  readonly takesFirstLine: boolean;
}

/** All that tells forms apart but their text (prompt.ts) and their turn (attempts/plan.ts). */
export const formProperties: Readonly<Record<DraftForm, FormProperties>> = {
  prefill: {
    label: "signature prefilled",
    asks: "chat",
    needs: ["prefill"],
    shows: "doc lines",
    takesFirstLine: true,
  },
  fim: {
    label: "fill in the middle",
    asks: "raw text",
    needs: ["complete", "fim"],
    shows: "doc lines",
    takesFirstLine: true,
  },
  examples: {
    label: "examples in the prompt",
    asks: "chat",
    needs: ["prefill"],
    shows: "doc lines",
    takesFirstLine: true,
  },
  tests: {
    label: "tests in the prompt",
    asks: "chat",
    needs: ["prefill"],
    shows: "tests",
    takesFirstLine: true,
  },
  plain: {
    label: "continuation",
    asks: "raw text",
    needs: ["complete"],
    shows: "doc lines",
    takesFirstLine: true,
  },
  chat: { label: "plain chat", asks: "chat", needs: [], shows: "nothing", takesFirstLine: false },
};

/** What every server can be asked: the form for those that continue no answer. */
export const fallbackForm: DraftForm = "chat";

/**
 * Every form of an attempt. A repair is asked for too; `present` is the body that is there and `change` a small change
 * of it: for these nothing is asked.
 */
export type Form = DraftForm | "repair" | "present" | "change";

/** What an attempt's form is called, on every face. */
export function formLabel(form: Form): string {
  switch (form) {
    case "repair":
      return "repair";
    case "present":
      return "existing body";
    case "change":
      return "mutant";
    default:
      return formProperties[form].label;
  }
}

/** What was asked of the model, exactly. */
export type Prompt =
  | { readonly kind: "chat"; readonly messages: readonly ChatMessage[] }
  | { readonly kind: "complete"; readonly text: string };
