/** What ranking looks at: a model's name, and what its server says of it. */
export interface Ranked {
  readonly name: string;
  readonly embedded: boolean;
  /** Billions of parameters; undefined where neither server nor name tells. */
  readonly billions: number | undefined;
  /** Of its file. */
  readonly bytes: number | undefined;
}

/** Families that were trained on code, the better ones first: a good base model matters more than its size. */
const coders = [
  /qwen\d*(\.\d+)?[-_ ]?coder|codeqwen/i,
  /deepseek[-_ ]?coder/i,
  /devstral|codestral/i,
  /opencoder|yi[-_]?coder|deepcoder|seed[-_]?coder/i,
  /starcoder/i,
  /codegemma/i,
  /granite.*code/i,
  /code[-_]?llama|wizardcoder|magicoder|stable[-_]?code|codegeex/i,
] as const;

/** Models that write no text. */
const mute = /embed|rerank|\bbge\b|minilm|whisper|\btts\b|clip\b/i;

export const writesText = (name: string): boolean => !mute.test(name);

/** Billions in a name (`qwen2.5-coder:7b`, `0.5B-Instruct`) or a size as Ollama tells it (`494.03M`). */
export function billionsIn(text: string): number | undefined {
  const [, number, unit] = /(?<![\d.a-z])(\d+(?:\.\d+)?)\s?([bm])(?![a-z\d])/i.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return unit.toLowerCase() === "b" ? Number(number) : Number(number) / 1000;
}

/** A model works in memory beside the toolchain and the editor: so much of the machine's may be its. */
const shareOfMemory = 0.6;

/**
 * Best first: trained on code, made to answer, fitting into memory, larger, of the better family. The embedded model
 * is last: whoever runs a server has chosen a model.
 */
export function rank<M extends Ranked>(models: readonly M[], memoryBytes: number): readonly M[] {
  const keys = models.map((model) => ({ model, key: keyOf(model, memoryBytes) }));
  return keys
    .sort((a, b) => {
      const at = a.key.findIndex((value, i) => value !== b.key[i]);
      return at < 0 ? a.model.name.localeCompare(b.model.name) : (a.key[at] ?? 0) - (b.key[at] ?? 0);
    })
    .map(({ model }) => model);
}

/** Compared from the left; smaller is better. */
function keyOf({ name, embedded, billions, bytes }: Ranked, memoryBytes: number): readonly number[] {
  const family = coders.findIndex((coder) => coder.test(name.slice(0, 200)));
  const fits = bytes === undefined || bytes <= memoryBytes * shareOfMemory;
  return [
    Number(embedded),
    Number(!fits),
    Number(family < 0),
    Number(/[-:_]base\b/i.test(name)),
    -(billions ?? 0),
    family,
  ];
}
