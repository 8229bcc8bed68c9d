import type { FimTokens } from "../../core/model";
import { fimTokensOf } from "../http/fim-tokens";

/** The part of Ollama's /api/show that is read here. */
export interface ShowAnswer {
  readonly template?: string;
  readonly details?: { readonly family?: string };
  readonly capabilities?: readonly string[];
  readonly model_info?: Readonly<Record<string, unknown>>;
}

/** What /api/show tells of a model. */
export interface OllamaFacts {
  /** Tokens the model was trained with; undefined where the file does not say. */
  readonly trainedTokens: number | undefined;
  readonly fim: FimTokens | undefined;
  /** Its messages are framed by `<|im_start|>` and `<|im_end|>`. */
  readonly chatMl: boolean;
  /** Made from a file without a template: Ollama would hand over messages without any frame. */
  readonly bare: boolean;
  /** It thinks aloud unless it is told not to. */
  readonly thinks: boolean;
}

export function factsOf(name: string, shown: ShowAnswer): OllamaFacts {
  const info = shown.model_info ?? {};
  const trained = info[`${info["general.architecture"]}.context_length`];
  const template = shown.template ?? "";
  const names = [name, info["general.basename"], info["general.finetune"], shown.details?.family]
    .filter((n) => typeof n === "string")
    .join(" ");
  const bare = /^\{\{-?\s*\.Prompt\s*-?\}\}$/.test(template.trim());
  return {
    trainedTokens: typeof trained === "number" && trained > 0 ? trained : undefined,
    fim: fimOfTemplate(template) ?? fimTokensOf(names),
    // Qwen's models are trained with these marks, whatever their file says.
    chatMl:
      (template.includes("<|im_start|>") && template.includes("<|im_end|>")) || (bare && /qwen/i.test(names)),
    bare,
    thinks: shown.capabilities?.includes("thinking") ?? false,
  };
}

/** A template that knows fill-in-the-middle writes it as `prefix {{ .Prompt }} suffix {{ .Suffix }} middle`. */
function fimOfTemplate(template: string): FimTokens | undefined {
  const found =
    /(?<![^{}\s])([^{}\s]+ ?)\{\{-?\s*\.Prompt\s*-?\}\}( ?[^{}\s]+ ?)\{\{-?\s*\.Suffix\s*-?\}\}( ?[^{}\s]+)/.exec(
      template,
    );
  const [, prefix, suffix, middle] = found ?? [];
  return prefix && suffix && middle ? { prefix, suffix, middle } : undefined;
}
