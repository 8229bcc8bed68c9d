import { candidateFromAnswer } from "./answer";
import type { Attempt, Call } from "./attempt";
import type { Candidate, NoCandidate } from "./candidate";
import { contextOf, type ContextInput } from "./context";
import type { Drafted, Drafter } from "./draft";
import type { ChatModel, ModelError, OnText, Reply } from "./model";
import type { SearchOptions } from "./options";
import { type BuiltPrompt, buildPrompt } from "./prompt";
import { fail, ok, type Problem, type Result } from "./result";
import type { Say } from "./run";
import type { GoParser } from "./syntax";
import { indexFile } from "./syntax-index";
import { namesOf } from "./splice-parts";
import { freshTokens, learnTokens, type TokenState } from "./tokens";

export interface DrafterInput {
  readonly parser: GoParser;
  readonly model: ChatModel;
  readonly options: SearchOptions;
  readonly context: Omit<ContextInput, "hint" | "project" | "seeTests">;
}

/** Asks this model for attempts on this snapshot, and learns from each reply how it counts tokens. */
export function createDrafter(input: DrafterInput): Drafter {
  const { parser, model, options } = input;
  const { snapshot } = input.context;
  const { hint, project, seeTests } = options;
  const context = contextOf(parser, { ...input.context, hint, project, seeTests });
  const others = snapshot.package.files.filter((f) => f.path !== snapshot.file.path);
  const packageNames = new Set(others.flatMap((f) => indexFile(parser, f.text).decls.flatMap(namesOf)));
  const learnt: { tokens: TokenState } = { tokens: freshTokens };

  const build = (call: Call, attempts: readonly Attempt[]): Result<BuiltPrompt, Problem> => {
    const common = {
      context, fim: model.info.capabilities.fim, contextTokens: model.info.contextTokens,
      answerTokens: options.draftTokens, tokens: learnt.tokens,
    };
    if (call.kind === "draft") return buildPrompt(call.form, { ...common, lead: call.lead });
    throw new Error(`no repair prompt for attempt ${call.of} of ${attempts.length}`);
  };

  const draft: Drafter["draft"] = async (attempt, call, attempts, say, signal) => {
    const built = build(call, attempts);
    if (!built.ok) return ok(unasked({ reason: "no-code", message: built.error.message }));
    announce(attempt, call, built.value, attempts, say);
    if (built.value.dropped.length > 0) {
      say({ type: "dropped", attempt, what: built.value.dropped, promptTokens: built.value.estimate, contextTokens: model.info.contextTokens });
    }
    const replied = await ask(model, call, built.value, options, (piece) => {
      say({ type: "text", attempt, piece });
      return undefined;
    }, signal);
    if (!replied.ok) return replied;
    const reply = replied.value;
    learnt.tokens = learnTokens(built.value.prompt, reply.promptTokens, learnt.tokens);
    const { text, finish, promptTokens, outputTokens, ms } = reply;
    say({ type: "reply", attempt, text, finish, promptTokens, outputTokens, ms });
    return ok({ reply, candidate: read(built.value, text) });
  };

  const read = (built: BuiltPrompt, text: string): Result<Candidate, NoCandidate> =>
    candidateFromAnswer(parser, {
      file: snapshot.file, names: snapshot.target.names, packageNames,
      answer: text + built.answerSuffix, answerPrefix: built.answerPrefix,
    });
  return { draft };
}

const unasked = (why: NoCandidate): Drafted => ({ reply: undefined, candidate: fail(why) });

function announce(attempt: number, call: Call, built: BuiltPrompt, attempts: readonly Attempt[], say: Say): void {
  const parent = call.kind === "repair" ? attempts.find((a) => a.number === call.of) : undefined;
  say({
    type: "attempt", attempt,
    form: call.kind === "repair" ? "repair" : call.form,
    lineage: parent?.lineage ?? attempt,
    parent: parent?.number,
    prompt: built.prompt,
    temperature: call.temperature,
    seed: call.seed,
  });
}

function ask(
  model: ChatModel, call: Call, built: BuiltPrompt, options: SearchOptions, onText: OnText, signal: AbortSignal,
): Promise<Result<Reply, ModelError>> {
  const sampling = { temperature: call.temperature, seed: call.seed, maxTokens: options.draftTokens, stop: built.stop };
  return built.prompt.kind === "chat"
    ? model.chat(built.prompt.messages, sampling, onText, signal)
    : model.complete(built.prompt.text, sampling, onText, signal);
}
