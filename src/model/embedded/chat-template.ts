import { Template } from "@huggingface/jinja";
import type { ChatMessage } from "../../core/model";
import type { PromptPart } from "./sampling";

/** What a model file without a template of its own is spoken to in. */
const chatMl =
  "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

export interface TemplateOf {
  readonly chatTemplate: string | undefined;
  readonly bosText: string;
  readonly eosText: string;
}

/**
 * The messages as the model was trained to see them. A last message of the assistant is left open, to be continued.
 * What the messages say is data: it stands in the template as a mark of its own and is put in afterwards, so that
 * `<|im_end|>` in somebody's source ends nothing.
 */
export function renderChat(messages: readonly ChatMessage[], of: TemplateOf): readonly PromptPart[] {
  const last = messages.at(-1);
  const open = last?.role === "assistant" ? last.content : "";
  const closed = last?.role === "assistant" ? messages.slice(0, -1) : messages;
  const rendered = new Template(of.chatTemplate ?? chatMl).render({
    messages: closed.map(({ role }, i) => ({ role, content: mark(i) })),
    add_generation_prompt: true,
    bos_token: of.bosText,
    eos_token: of.eosText,
  });
  const parts = rendered.split(/\uE000(\d+)\uE001/).map((text, i) => {
    return i % 2 === 0
      ? { text, special: true }
      : { text: closed[Number(text)]?.content ?? "", special: false };
  });
  return [...parts, { text: open, special: false }].filter((p) => p.text !== "");
}

const mark = (i: number): string => `\uE000${i}\uE001`;
