/** What an answer says, without what the model thought on the way to it. */
export interface Said {
  readonly text: string;
  /** The model thought aloud. */
  readonly reasoned: boolean;
}

/** How models mark thoughts, as their templates write them; both begin a line. */
const marks: readonly { readonly open: RegExp; readonly close: RegExp }[] = [
  // DeepSeek-R1, Qwen3, GLM, Seed and others.
  {
    open: /^\s*<((?:\w+:)?(?:think|thinking|thought|reasoning))>/,
    close: /<\/(?:\w+:)?(?:think|thinking|thought|reasoning)>/,
  },
  // Magistral.
  { open: /^\s*\[THINK\]/, close: /\[\/THINK\]/ },
  // Kimi.
  { open: /^\s*◁think▷/, close: /◁\/think▷/ },
];

/**
 * Separates an answer from thoughts written into it: a draft among thoughts is not what the model answers. A template
 * may have opened the thoughts itself, so a closing mark alone on its line ends them too.
 */
export function saidIn(answer: string): Said {
  if (answer.includes("<|channel|>")) return finalChannel(answer);
  for (const { open, close } of marks) {
    const ending = lineEnding(close);
    if (open.test(answer)) {
      const end = ending.exec(answer) ?? close.exec(answer);
      return { text: end === null ? "" : answer.slice(end.index + end[0].length), reasoned: true };
    }
    const end = ending.exec(answer);
    if (end !== null) return { text: answer.slice(end.index + end[0].length), reasoned: true };
  }
  return { text: answer, reasoned: false };
}

const lineEnding = (close: RegExp): RegExp => new RegExp(`^[ \\t]*${close.source}[ \\t]*$`, "m");

/** gpt-oss answers in channels (OpenAI's harmony format); only the last one, `final`, is for the person who asked. */
function finalChannel(answer: string): Said {
  const final =
    /<\|channel\|>final[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>([\s\S]*?)(?=<\|(?:end|return|start|channel)\|>|$)/g;
  const last = [...answer.matchAll(final)].at(-1)?.[1] ?? "";
  return { text: last, reasoned: true };
}
