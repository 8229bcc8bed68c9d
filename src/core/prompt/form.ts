import type { ChatMessage } from "../model";

/** The ways of asking for a draft. */
export const draftForms = ["prefill", "fim", "examples", "tests", "plain", "chat"] as const;
export type DraftForm = (typeof draftForms)[number];

/**
 * Every form of an attempt. A repair is asked for too; `present` is the body that is there and `change` a small change
 * of it: for these nothing is asked.
 */
export type Form = DraftForm | "repair" | "present" | "change";

/** What was asked of the model, exactly. */
export type Prompt =
  | { readonly kind: "chat"; readonly messages: readonly ChatMessage[] }
  | { readonly kind: "complete"; readonly text: string };
