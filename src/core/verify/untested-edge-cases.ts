import type { Snapshot } from "../snapshot";
import { indexFile } from "../syntax/index-file";
import { slice } from "../syntax/lines";
import type { GoParser } from "../syntax/tree";
import { docProse } from "./doc-comment";

interface EdgeCase {
  readonly what: string;
  /** How a comment speaks of it. */
  readonly spoken: RegExp;
  /** How a test writes it. */
  readonly tried: RegExp;
  /** A call without arguments tries it too. */
  readonly bare?: true;
}

const edgeCases: readonly EdgeCase[] = [
  {
    what: "an empty value",
    spoken:
      /\bempty\b|\bnil\b|\bblank\b|\b(?:has|have|with) no \w+|\bno \w+s\b|\bwithout (?:a |any )?\w+s\b/i,
    tried: /\bnil\b|""|``|\{\}/,
    bare: true,
  },
  { what: "0", spoken: /\bzero\b|(?<![\w.])0(?![\w.])/i, tried: /(?<![\w.])0(?![\w.])/ },
  {
    what: "a negative number",
    spoken: /\bnegative\b|\b(?:below|under|less than) (?:0|zero)\b/i,
    tried: /(?<![\w)\]]\s?)-\d/,
  },
];

const isTest = /^(?:Test|Example|Fuzz|Benchmark)/;

/**
 * What the comment says of an edge that no test tries: drafts of one model overlook the same half sentence, so that
 * their agreement shows nothing there. Undefined where the tests try each edge that the comment speaks of.
 */
export function untestedEdgeCase(
  parser: GoParser,
  { file, target, baseline, package: { testFiles } }: Snapshot,
): string | undefined {
  const prose = docProse(parser, file.text, target.names);
  const names = new Set(baseline.targetTests.map((t) => t.name));
  const tests = testFiles
    .flatMap(({ text }) =>
      indexFile(parser, text).decls.flatMap((d) =>
        d.kind === "func" && isTest.test(d.name) && !names.has(d.name) ? [] : [slice(text, d.span)],
      ),
    )
    .join("\n");
  const bareCall = new RegExp(
    `\\b(?:${target.names.map((n) => n.slice(n.indexOf(".") + 1)).join("|")})\\(\\)`,
  );
  const edgeCase = edgeCases.find(
    (e) => e.spoken.test(prose) && !e.tried.test(tests) && !(e.bare && bareCall.test(tests)),
  );
  return edgeCase && `no test covers ${edgeCase.what}, which the comment mentions`;
}
