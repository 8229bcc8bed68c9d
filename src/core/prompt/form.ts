import type { ChatMessage } from "../model";

/**
 * The ways of asking for a draft: their texts in prompt.ts, the turn of those that a run uses in attempts/plan.ts
 * (`runForms`), their names for people in media/run/words.ts. The benchmark follows this list by itself.
 */
export const draftForms = ["prefill", "fim", "examples", "tests", "plain", "chat"] as const;
export type DraftForm = (typeof draftForms)[number];

interface FormProperties {
  /** A chat asks for everything at once; a raw text goes on with one declaration. */
  readonly asks: "chat" | "raw text";
  /** What the model's server must be able to do. */
  readonly needs: readonly ("prefill" | "complete" | "fim")[];
  /** How the prompt shows what the function should return. */
  readonly shows: "tests" | "doc lines" | "nothing";
}

/** All that tells forms apart but their text (prompt.ts) and their turn (attempts/plan.ts). */
export const formProperties: Readonly<Record<DraftForm, FormProperties>> = {
  prefill: { asks: "chat", needs: ["prefill"], shows: "doc lines" },
  fim: { asks: "raw text", needs: ["complete", "fim"], shows: "doc lines" },
  examples: { asks: "chat", needs: ["prefill"], shows: "doc lines" },
  tests: { asks: "chat", needs: ["prefill"], shows: "tests" },
  plain: { asks: "raw text", needs: ["complete"], shows: "doc lines" },
  chat: { asks: "chat", needs: [], shows: "nothing" },
};

/**
 * Every form of an attempt. A repair is asked for too; `present` is the body that is there and `change` a small change
 * of it: for these nothing is asked.
 */
export type Form = DraftForm | "repair" | "present" | "change";

/** What was asked of the model, exactly. */
export type Prompt =
  | { readonly kind: "chat"; readonly messages: readonly ChatMessage[] }
  | { readonly kind: "complete"; readonly text: string };
