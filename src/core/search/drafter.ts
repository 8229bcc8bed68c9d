import { candidateFromAnswer } from "../answer/candidate-from-answer";
import { beyondRescue, draftEnd } from "../answer/stop";
import type { Attempt, ModelCall } from "../attempts/attempt";
import type { Candidate, NoCandidate } from "../candidate";
import type { Emit } from "../events/events";
import type { ChatModel, ModelError, OnText, Reply, Sampling } from "../model";
import { messageOf } from "../problem/problem-text";
import { type ContextInput, contextOf } from "../prompt/context";
import { formProperties, type Prompt } from "../prompt/form";
import { type BuiltPrompt, buildPrompt } from "../prompt/prompt";
import { buildRepair } from "../prompt/repair";
import { freshTokens, learnTokens, type TokenState } from "../prompt/tokens";
import { fail, ok, type Result } from "../result";
import { namesOf } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import { memberNames } from "../syntax/members";
import type { GoParser } from "../syntax/tree";
import type { Drafted, Drafter } from "./drafter-port";
import type { SearchOptions } from "./options";

export interface DrafterInput {
  readonly parser: GoParser;
  readonly model: ChatModel;
  readonly options: SearchOptions;
  readonly context: Omit<ContextInput, "hint" | "project" | "seeTests">;
  /** One line of Go for each exported symbol of a package, by its import path. */
  readonly symbols: ((path: string) => readonly string[]) | undefined;
}

/** Asks this model for attempts on this snapshot, and learns from each reply how it counts tokens. */
export function createDrafter(input: DrafterInput): Drafter {
  const { parser, model, options } = input;
  const { snapshot } = input.context;
  const { hint, project, seeTests } = options;
  const context = contextOf(parser, { ...input.context, hint, project, seeTests });
  const others = snapshot.package.files.filter((f) => f.path !== snapshot.file.path);
  const packageNames = new Set(others.flatMap((f) => indexFile(parser, f.text).decls.flatMap(namesOf)));
  const known = new Set([
    ...packageNames,
    ...indexFile(parser, snapshot.file.text).decls.flatMap(namesOf),
    ...snapshot.package.files.flatMap((f) => memberNames(parser, f.text)),
  ]);
  const learnt: { tokens: TokenState } = { tokens: freshTokens };

  /** A raw text goes on with one declaration: with several names in the target they take turns. */
  const namesFor = (call: ModelCall, attempt: number): readonly string[] => {
    const { names } = snapshot.target;
    if (call.kind === "repair" || formProperties[call.form].asks === "chat") return names;
    return names.slice(attempt % names.length).slice(0, 1);
  };

  const build = (attempt: number, call: ModelCall, attempts: readonly Attempt[]): Result<BuiltPrompt> => {
    const { contextTokens, capabilities } = model.info;
    const common = { context, contextTokens, answerTokens: options.draftTokens, tokens: learnt.tokens };
    if (call.kind === "draft") {
      const names = namesFor(call, attempt);
      return buildPrompt(call.form, { ...common, names, fim: capabilities.fim, firstLine: call.firstLine });
    }
    const parent = attempts.find((a) => a.number === call.of);
    if (parent?.fate.kind !== "judged") throw new Error(`attempt ${call.of} has nothing to repair`);
    const facts = { std: input.context.std, symbols: input.symbols, complete: capabilities.complete };
    return buildRepair(parser, parent.fate.candidate.text, call.finding, { ...common, ...facts });
  };

  const draft: Drafter["draft"] = async (attempt, call, attempts, emit, signal) => {
    const built = build(attempt, call, attempts);
    if (!built.ok) return ok(unasked({ reason: "no-code", message: messageOf(built.error) }));
    announce(attempt, call, built.value, attempts, emit);
    if (built.value.dropped.length > 0) {
      emit({
        type: "dropped",
        attempt,
        what: built.value.dropped,
        promptTokens: built.value.estimate,
        contextTokens: model.info.contextTokens,
      });
    }
    const { answerPrefix } = built.value;
    const names = namesFor(call, attempt);
    let longEnough = 0;
    const replied = await ask(
      model,
      built.value.prompt,
      samplingOf(call, built.value, options),
      (piece, soFar) => {
        emit({ type: "text", attempt, piece });
        if (!piece.includes("\n") || soFar.length < longEnough) return undefined;
        // Each look reads all of it: at a long answer less often.
        longEnough = soFar.length < 8_000 ? 0 : soFar.length * 1.03;
        if (beyondRescue(parser, soFar, answerPrefix) !== undefined) return "stop";
        return draftEnd(parser, { names, known, answerPrefix }, soFar) === "stop" ? "stop" : undefined;
      },
      signal,
    );
    if (!replied.ok) return replied;
    const reply = replied.value;
    learnt.tokens = learnTokens(built.value.prompt, reply.promptTokens, learnt.tokens);
    const { text, finish, promptTokens, outputTokens, ms } = reply;
    emit({ type: "reply", attempt, text, finish, promptTokens, outputTokens, ms });
    return ok({ reply, candidate: read(built.value, reply) });
  };

  const read = (built: BuiltPrompt, { text, reasoned = false }: Reply): Result<Candidate, NoCandidate> =>
    candidateFromAnswer(parser, {
      file: snapshot.file,
      names: snapshot.target.names,
      packageNames,
      answer: text + built.answerSuffix,
      answerPrefix: built.answerPrefix,
      reasoned,
    });
  return { draft };
}

const unasked = (why: NoCandidate): Drafted => ({ reply: undefined, candidate: fail(why) });

function announce(
  attempt: number,
  call: ModelCall,
  built: BuiltPrompt,
  attempts: readonly Attempt[],
  emit: Emit,
): void {
  const parent = call.kind === "repair" ? attempts.find((a) => a.number === call.of) : undefined;
  emit({
    type: "attempt",
    attempt,
    form: call.kind === "repair" ? "repair" : call.form,
    lineage: parent?.lineage ?? attempt,
    parent: parent?.number,
    prompt: built.prompt,
    temperature: call.temperature,
    seed: call.seed,
  });
}

const samplingOf = (
  { temperature, seed }: ModelCall,
  { stop }: BuiltPrompt,
  { draftTokens }: SearchOptions,
): Sampling => ({ temperature, seed, maxTokens: draftTokens, stop });

function ask(
  model: ChatModel,
  prompt: Prompt,
  sampling: Sampling,
  onText: OnText,
  signal: AbortSignal,
): Promise<Result<Reply, ModelError>> {
  return prompt.kind === "chat"
    ? model.chat(prompt.messages, sampling, onText, signal)
    : model.complete(prompt.text, sampling, onText, signal);
}
