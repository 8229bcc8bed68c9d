import type { Candidate, NoCandidate } from "../candidate";
import type { SourceFile } from "../edit/edit";
import { limits } from "../limits";
import { fail, ok, type Result } from "../result";
import type { Import } from "../splice/import-changes";
import { type Pieces, splice } from "../splice/splice";
import { functionNamed, importName, paramsOf } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import { namesIn } from "../syntax/names";
import { tooLarge } from "../syntax/size";
import type { GoFile, GoParser } from "../syntax/tree";
import { adapt } from "./adapt-signature";
import { chunksOf, elisionIn } from "./code-blocks";
import { type Found, findDecl, sourceOf } from "./find-declaration";
import { helpersFor } from "./helpers";
import { saidIn } from "./reasoning";

export interface AnswerInput {
  readonly file: SourceFile;
  /** The target's names: `Func` or `Type.Method`. */
  readonly names: readonly string[];
  /** Package-level names of the package's other files (no tests): they exist, so an answer's own are dropped. */
  readonly packageNames: ReadonlySet<string>;
  /** As the model wrote it. */
  readonly answer: string;
  /** The text the answer was made to continue (a prefill, a signature), empty where there is none. */
  readonly answerPrefix: string;
  /** The server delivered thoughts of the model apart from its answer. */
  readonly reasoned?: boolean;
}

/**
 * The candidate in a model's answer: exactly the wanted declarations, the helpers they need that exist nowhere, and
 * the imports these use, spliced into the file. Of several names an answer may hold some: the others stay as they are
 * (the shape gate says so, and `combine` fills them in from other candidates).
 */
export function candidateFromAnswer(parser: GoParser, input: AnswerInput): Result<Candidate, NoCandidate> {
  if (input.answer.length > limits.answer) {
    const message = `The answer has ${input.answer.length} characters; Stubwright reads at most ${limits.answer}.`;
    return fail({ reason: "too-large", message });
  }
  const chunks = chunksOf(input.answer, input.answerPrefix);
  for (const { text } of chunks) {
    const large = tooLarge("", text);
    if (large !== undefined)
      return fail({ reason: "too-large", message: `Stubwright does not read the answer: ${large.message}.` });
  }
  const original = indexFile(parser, input.file.text);
  if (chunks.length === 0) return fail({ reason: "no-code", message: nothingSaid(input) });
  const sources = chunks.map((chunk) => sourceOf(parser, chunk));
  const found: Found[] = [];
  const faults: NoCandidate[] = [];
  for (const name of input.names) {
    const stub = functionNamed(original, name);
    if (stub === undefined) throw new Error(`${name} is not in ${input.file.path}`);
    const result = findDecl(parser, {
      original,
      sources,
      stub,
      only: input.names.length === 1,
      known: input.packageNames,
    });
    if (result.ok) found.push(result.value);
    else faults.push(result.error);
  }
  const [worst] = [...faults].sort((a, b) => seriousness.indexOf(a.reason) - seriousness.indexOf(b.reason));
  if (found.length === 0)
    return fail(worst ?? { reason: "no-code", message: "The answer contains no code." });
  return assemble(
    parser,
    input,
    original,
    found,
    sources.map((s) => s.file),
  );
}

const nothingSaid = ({ answer, reasoned = false }: AnswerInput): string =>
  reasoned || saidIn(answer).reasoned
    ? "The model spent the whole answer on reasoning and wrote no code."
    : "The answer is empty.";

/** What is told where each name of a target has its own fault. */
const seriousness: readonly NoCandidate["reason"][] = [
  "too-large",
  "elided",
  "syntax",
  "still-a-stub",
  "missing-declaration",
  "no-code",
];

function assemble(
  parser: GoParser,
  input: AnswerInput,
  original: GoFile,
  found: readonly Found[],
  files: readonly GoFile[],
): Result<Candidate, NoCandidate> {
  const adjustments = found.flatMap((f) => f.adjustments);
  const bodies = found.map((f) => {
    const adapted = adapt(parser, f.answer, f.stub);
    adjustments.push(...adapted.adjustments);
    return { name: f.stub.name, body: adapted.body, signature: adapted.signature };
  });
  const taken = new Set([
    ...input.packageNames,
    ...original.decls.flatMap((d) => ("names" in d ? d.names : [d.name])),
  ]);
  const sources = [...new Set(found.map((f) => f.file)), ...files];
  const {
    helpers,
    bodies: own,
    notes,
  } = helpersFor(
    parser,
    bodies,
    sources,
    taken,
    found.flatMap((f) => paramsOf(f.stub)),
  );
  adjustments.push(...notes);
  for (const text of helpers) {
    const elision = elisionIn(parser, text);
    if (elision !== undefined)
      return fail({ reason: "elided", message: `The answer omits code: ${elision}` });
  }
  const pieces: Pieces = {
    bodies: own,
    helpers,
    imports: neededImports(parser, original, [...own.map((b) => b.body), ...helpers], sources),
    dropImports: [],
  };
  const candidate = splice(parser, input.file, pieces, [...new Set(adjustments)]);
  if (candidate.edit.files.length === 0)
    return fail({ reason: "still-a-stub", message: "The answer repeats the file unchanged." });
  return ok(candidate);
}

/** The answer's imports that its code uses and the file does not have. */
function neededImports(
  parser: GoParser,
  original: GoFile,
  codes: readonly string[],
  files: readonly GoFile[],
): readonly Import[] {
  const used = new Set(
    codes.flatMap((code) => {
      const text = code.startsWith("{") ? `package p\nfunc _() ${code}` : `package p\n${code}`;
      return namesIn(parser, text)
        .free.filter((f) => f.field !== undefined)
        .map((f) => f.name);
    }),
  );
  const present = new Set(original.imports.map(importName));
  const needed: Import[] = [];
  for (const spec of files.flatMap((f) => f.imports)) {
    const name = importName(spec);
    if (!used.has(name) || present.has(name)) continue;
    present.add(name);
    needed.push({ path: spec.path, alias: spec.alias });
  }
  return needed;
}
