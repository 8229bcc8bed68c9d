import { joinWords, splitWords } from "./flag-syntax";

/** What is known of a tool's own arguments, which -gcflags, -asmflags and -ldflags hand on to it. */
interface Tool {
  /** They print, or write files: nobody asked for that here, and what is printed reads like a complaint. */
  readonly out: ReadonlySet<string>;
  /** Their value may be the next word. */
  readonly valued: ReadonlySet<string>;
}

const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.join(" ").split(" "));

const profiles = "blockprofile cpuprofile memprofile mutexprofile traceprofile";

const tools: Readonly<Record<string, Tool>> = {
  gcflags: {
    out: words("% E K S V W h j m r t v w live errorurl bench json asmhdr linkobj o", profiles),
    valued: words("bench json asmhdr linkobj o d lang", profiles),
  },
  asmflags: { out: words("S V d debug gensymabis o v"), valued: words("D I d o") },
  ldflags: {
    out: words("V c dumpdep v benchmark benchmarkprofile capturehostobjs debugnosplit o tmpdir", profiles),
    valued: words("X benchmark benchmarkprofile capturehostobjs extldflags o tmpdir", profiles),
  },
};

/** Of the compiler's debugging switches those that change code and print nothing. */
const quiet = /^(?:checkptr(?:=|$)|loopvar=[-01]|libfuzzer|maymorestack|softfloat)/;

export interface ToolArguments {
  /** The value without what is taken out; undefined where nothing is left of it. */
  readonly kept: string | undefined;
  /** What is taken out, each as a value of its own. */
  readonly out: readonly string[];
}

/**
 * @param flag `gcflags`
 * @param value as go takes it: arguments, perhaps with the packages that they are for in front
 */
export function quietArguments(flag: string, value: string): ToolArguments {
  const tool = tools[flag];
  const [, scope = "", list = ""] = /^((?!-)[^=]*=)?([\s\S]*)$/.exec(value) ?? [];
  const read = splitWords(list);
  if (tool === undefined || !read.ok) return { kept: value, out: [] };
  const all = argumentsIn(read.value, tool);
  const kept = all.filter((argument) => !speaks(flag, tool, argument));
  const left = joinWords(kept.flat());
  // Two kinds of quotes in one word: there is no way to write it anew.
  if (left === undefined) return { kept: value, out: [] };
  const out = all
    .filter((argument) => !kept.includes(argument))
    .map((argument) => `${scope}${joinWords(argument)}`);
  return { kept: left === "" && out.length > 0 ? undefined : `${scope}${left}`, out };
}

/** Each with its value. */
function argumentsIn(list: readonly string[], { valued }: Tool): readonly (readonly string[])[] {
  const all: string[][] = [];
  for (let i = 0; i < list.length; i++) {
    const word = list[i] ?? "";
    const value = list[i + 1];
    const open = value !== undefined && !word.includes("=") && valued.has(nameOf(word));
    all.push(open ? [word, value] : [word]);
    if (open) i++;
  }
  return all;
}

function speaks(flag: string, { out }: Tool, [word = "", next]: readonly string[]): boolean {
  const name = nameOf(word);
  if (flag !== "gcflags" || name !== "d") return out.has(name);
  const switches = next ?? word.slice(word.indexOf("=") + 1);
  return !switches.split(",").every((one) => quiet.test(one));
}

const nameOf = (word: string): string => /^--?([^=]+)/.exec(word)?.[1] ?? "";
