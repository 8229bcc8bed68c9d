import { availableParallelism } from "node:os";
import type { LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import { detokenizer } from "./pieces";
import type { Draw, PromptPart } from "./sampling";
import { stopFilter } from "./stops";
import { threadCount } from "./threads";
import type { Served, StartRequest } from "./wire";

/** A loaded model with a few sequences side by side in one context. */
export interface LlamaEngine {
  readonly served: Served;
  readonly chatTemplate: string | undefined;
  readonly bosText: string;
  readonly eosText: string;
  tokenize(parts: readonly PromptPart[]): readonly Token[];
  /** Waits for a free sequence, reads the prompt, and calls `onText` for every piece of the answer. */
  generate(
    prompt: readonly Token[],
    draw: Draw,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<Generation>;
}

export interface Generation {
  readonly finish: "stop" | "length";
  readonly promptTokens: number;
  /** How many of them were still known from an earlier call. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

interface Slot {
  readonly sequence: LlamaContextSequence;
  busy: boolean;
  /** Counts up with every call: of slots that hold equally much the one used longest ago is given away first. */
  usedAt: number;
}

/**
 * A prompt is read in pieces that begin at multiples of this many tokens, and what is known from an earlier call is
 * reused in such pieces only. So every token is computed in the same company whatever was asked before, and the same
 * seed gives the same text to the bit; it costs at most this many tokens a call to read again.
 */
const pieceTokens = 32;

/**
 * A run takes turns between a talk, whose worked examples are long, and raw text: each keeps what was read of it. That
 * costs a tenth of the model's memory and saves a third of its time.
 */
const promptKinds = 2;

/** Loads the model. Throws what node-llama-cpp throws: no such file, not a GGUF, not enough memory. */
export async function loadEngine(
  request: StartRequest,
  onLoading: (fraction: number) => void,
): Promise<LlamaEngine> {
  // An ES module with top-level await: it can be imported only dynamically from sources run as CommonJS.
  const { getLlama, LlamaLogLevel } = await import("node-llama-cpp");
  const llama = await getLlama({
    gpu: false,
    build: "never",
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads: request.threads,
  });
  // Begun before loading, so that the first prompt meets a machine that is known.
  const threads = threadCount(Math.min(request.threads, llama.cpuMathCores), availableParallelism());
  const beforeDecoding = (): void => {
    llama.maxThreads = threads();
  };
  const model = await llama.loadModel({ modelPath: request.modelPath, onLoadProgress: onLoading });
  const contextSize = Math.min(request.contextTokens, model.trainContextSize);
  const settings = {
    contextSize,
    sequences: request.sequences,
    threads: request.threads,
    batchSize: pieceTokens * request.sequences,
    // It divides one sum among the threads: another number of them, or of cores, would write another text.
    flashAttention: false,
    failedCreationRemedy: false,
  } as const;
  const slots: Slot[] = [];
  // Contexts of their own: where a sequence lies among others' tokens would change the last bits of its text.
  for (let kind = 0; kind < promptKinds; kind++) {
    const context = await model.createContext(settings);
    for (let i = 0; i < request.sequences; i++)
      slots.push({ sequence: context.getSequence(), busy: false, usedAt: 0 });
  }
  const { infill } = model.tokens;
  const { prefixString: prefix, suffixString: suffix, middleString: middle } = infill;
  return {
    served: {
      contextTokens: contextSize,
      sequences: request.sequences,
      fim: prefix && suffix && middle ? { prefix, suffix, middle } : undefined,
    },
    chatTemplate: model.fileInfo.metadata.tokenizer.chat_template,
    bosText: model.tokens.bosString ?? "",
    eosText: model.tokens.eosString ?? "",
    tokenize: (parts) => tokenizeParts(model, parts),
    generate: scheduler(model, slots, request.sequences, beforeDecoding),
  };
}

function tokenizeParts(model: LlamaModel, parts: readonly PromptPart[]): readonly Token[] {
  const tokens = parts.flatMap(({ text, special }) => model.tokenize(text, special));
  const { bos, shouldPrependBosToken } = model.tokens;
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}

function scheduler(
  model: LlamaModel,
  slots: readonly Slot[],
  sideBySide: number,
  beforeDecoding: () => void,
): LlamaEngine["generate"] {
  const waiting = new Set<() => void>();
  let calls = 0;

  async function freeSlot(prompt: readonly Token[], signal: AbortSignal): Promise<Slot> {
    while (slots.filter((s) => s.busy).length >= sideBySide) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener("abort", wake);
      });
      signal.throwIfAborted();
    }
    const free = slots.filter((s) => !s.busy).map((slot) => ({ slot, common: commonPrefix(slot, prompt) }));
    free.sort((a, b) => b.common - a.common || kept(a.slot) - kept(b.slot) || a.slot.usedAt - b.slot.usedAt);
    const best = free[0];
    if (best === undefined) throw new Error("a free sequence vanished");
    best.slot.busy = true;
    best.slot.usedAt = ++calls;
    return best.slot;
  }

  return async (prompt, draw, onText, signal) => {
    const slot = await freeSlot(prompt, signal);
    try {
      const turn = { sequence: slot.sequence, prompt, beforeDecoding };
      const cachedTokens = await readPrompt(turn, signal);
      const letOut = (text: string): void => {
        if (text !== "") onText(text);
      };
      const answer = await answerPrompt(model, turn, draw, letOut, signal);
      return { ...answer, promptTokens: prompt.length, cachedTokens };
    } finally {
      // An answer is never part of a later prompt in this product, and how far it had got depends on the machine.
      const { nextTokenIndex } = slot.sequence;
      if (nextTokenIndex > prompt.length)
        await slot.sequence.eraseContextTokenRanges([{ start: prompt.length, end: nextTokenIndex }]);
      slot.busy = false;
      // All are woken: one that was cancelled meanwhile would swallow the call.
      for (const wake of [...waiting]) wake();
    }
  };
}

/** Tokens that would have to be read again. */
const kept = ({ sequence }: Slot): number => sequence.contextTokens.length;

/** Whole pieces that the slot holds already; the last token of a prompt is always read again, to go on from it. */
function commonPrefix(slot: Slot, prompt: readonly Token[]): number {
  const known = slot.sequence.contextTokens;
  const limit = Math.min(known.length, prompt.length - 1);
  let same = 0;
  while (same < limit && known[same] === prompt[same]) same++;
  return same - (same % pieceTokens);
}

/** One prompt on the sequence that is to answer it. */
interface Turn {
  readonly sequence: LlamaContextSequence;
  readonly prompt: readonly Token[];
  readonly beforeDecoding: () => void;
}

/** Brings the sequence to all pieces of the prompt but the last. Answers how many tokens were known. */
async function readPrompt({ sequence, prompt, beforeDecoding }: Turn, signal: AbortSignal): Promise<number> {
  const cached = commonPrefix({ sequence, busy: true, usedAt: 0 }, prompt);
  if (sequence.nextTokenIndex > cached)
    await sequence.eraseContextTokenRanges([{ start: cached, end: sequence.nextTokenIndex }]);
  for (let at = cached; at + pieceTokens < prompt.length; at += pieceTokens) {
    signal.throwIfAborted();
    beforeDecoding();
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(at, at + pieceTokens));
  }
  signal.throwIfAborted();
  return cached;
}

async function answerPrompt(
  model: LlamaModel,
  { sequence, prompt, beforeDecoding }: Turn,
  draw: Draw,
  letOut: (piece: string) => void,
  signal: AbortSignal,
): Promise<{ readonly finish: "stop" | "length"; readonly outputTokens: number }> {
  const room = sequence.contextSize - prompt.length;
  const limit = Math.min(draw.maxTokens, room);
  const { temperature, topK, topP, minP, seed } = draw;
  const pieces = detokenizer(model);
  const stops = stopFilter(draw.stop);
  let outputTokens = 0;
  beforeDecoding();
  for await (const token of sequence.evaluate(prompt.slice(sequence.nextTokenIndex), {
    temperature,
    topK,
    topP,
    minP,
    seed,
  })) {
    signal.throwIfAborted();
    outputTokens++;
    const { text, stopped } = stops.push(pieces.push(token));
    letOut(text);
    if (stopped) return { finish: "stop", outputTokens };
    if (outputTokens >= limit) {
      letOut(stops.rest());
      return { finish: "length", outputTokens };
    }
    beforeDecoding();
  }
  letOut(stops.rest());
  return { finish: "stop", outputTokens };
}
