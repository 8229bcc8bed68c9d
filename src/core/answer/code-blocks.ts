import type { GoParser } from "../syntax/tree";
import { cleanCode } from "./clean-text";
import { saidIn } from "./reasoning";

/** One piece of code out of an answer. */
export interface Chunk {
  readonly text: string;
  /** It stood in a fence, or the answer was made to begin as code: what is in it is meant as code. */
  readonly code: boolean;
}

const opening = /^[ \t]*(?:`{3,}|~{3,}(?!~))[ \t]*(?![ \t])([\w.+#-]*)(?![\w.+#-])[^`]*$/;
const specialToken = /<\|[a-z_]+\|>/;

/**
 * The code in a model's answer, in order. `prefix` is the text that the answer was made to continue (a prefill, or the
 * signature before a continuation): it belongs to the code. Fences may be missing, left open, or opened twice.
 */
export function chunksOf(answer: string, prefix: string): readonly Chunk[] {
  const said = saidIn(answer);
  const cut = said.text.split(specialToken)[0] ?? "";
  // Thoughts do not go on with what was begun: what follows them begins anew.
  const repeats = said.reasoned || (prefix.trim() !== "" && cut.trimStart().startsWith(prefix.trim()));
  const text = (repeats ? cut : prefix + cut).replace(/\r\n?/g, "\n");
  const lines = text.split("\n").flatMap(splitGluedFence);
  const continued = !said.reasoned && prefix.trim() !== "" && !/```|~~~/.test(prefix);
  return segments(lines, continued || startsAsCode(lines));
}

const startsAsCode = (lines: readonly string[]): boolean =>
  /^(?:package|func|import|type|var|const)\b/.test(lines.find((l) => l.trim() !== "") ?? "");

/** Small models close a fence right behind the last brace. */
function splitGluedFence(line: string): readonly string[] {
  const text = line.trimEnd();
  const before = text.slice(0, -3);
  const glued = text.endsWith("```") && before.trim() !== "" && !before.includes("`");
  return glued ? [before, "```"] : [line];
}

function segments(lines: readonly string[], startsInside: boolean): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let inside = startsInside;
  let held: string[] = [];
  const flush = () => {
    const text = cleanCode(held.join("\n"));
    if (text.trim() !== "") chunks.push({ text: `${text}\n`, code: inside });
    held = [];
  };
  for (const line of lines) {
    const fence = opening.exec(line);
    if (fence === null) {
      held.push(line);
      continue;
    }
    flush();
    // A closing fence names no language: one that does opens anew, whatever was forgotten before.
    inside = (fence[1] ?? "") !== "" ? true : !inside;
  }
  flush();
  return chunks;
}

const elisionWord =
  /\b(?:rest|remaining|remainder|other|existing|previous|same|unchanged|omitted|implementation|code|logic|functions?|methods?|stuff|here|continues?|as before|etc)\b/i;
const elisionPhrase =
  /^(?:the\s+)?(?:rest|remainder|remaining\s+(?:code|part|logic|implementation))\s+(?:of\s+)?(?:the\s+|your\s+|this\s+)?(?:code|function|method|file|implementation|logic|body|program|goes\b|unchanged|omitted|same|(?:is|stays|remains)\s+(?:the\s+)?(?:same|unchanged|omitted|as\s+(?:above|before|is)))|\b(?:omitted|left\s+out|elided)\s+for\s+(?:brevity|clarity)|^(?:your|existing|previous|other|more)\s+(?:code|implementation|logic)\b|\b(?:code|implementation|logic)\s+(?:goes|continues)\s+here\b|^(?:code|function|body|implementation)?\s*(?:stays|remains|is)\s+(?:the\s+same|unchanged)\W*$|^(?:same\s+as\s+(?:above|before)|unchanged)\W*$|^add\s+your\s+\w+(?:\s+\w+)?\s+here\b/i;

/** Whether a comment stands for code that is not there: `// ... rest of code`, `// your code here`. */
export function isElision(comment: string): boolean {
  const text = comment.replace(/^\/[/*]+|\*\/$/g, "").trim();
  const dots = /^(?:\.{3,}|…)/.test(text);
  if (dots && (/^[.…\s]*$/.test(text) || elisionWord.test(text))) return true;
  const plain = text.replace(/^[\s([.…-]+/, "");
  return elisionPhrase.test(plain);
}

/** A comment in Go code (whole declarations) that stands for missing code. */
export function elisionIn(parser: GoParser, code: string): string | undefined {
  const tree = parser.parse(`package p\n${code}`);
  try {
    return tree.rootNode
      .descendantsOfType("comment")
      .map((c) => c.text)
      .find(isElision);
  } finally {
    tree.delete();
  }
}
