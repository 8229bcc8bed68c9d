import { basename } from "node:path";
import type { Finding, Judgement } from "../../src/core/verdict";
import type { ByHand } from "./by-hand";
import type { MadeCandidate } from "./candidates";

/** What the judge said, as it is kept. */
export interface Judged {
  readonly grade: Judgement["grade"];
  /** The first. */
  readonly finding?: Finding | undefined;
  readonly reason: string;
  /** Wall time, milliseconds. */
  readonly ms: number;
}

export type Comparison =
  | { readonly kind: "right" }
  /** Undecided for a reason that holds: nothing to be ashamed of, and listed. */
  | { readonly kind: "suggested"; readonly why: string }
  /** The project's own code does what no draft may do, so that it is no candidate at all. */
  | { readonly kind: "policy"; readonly why: string }
  /** go test answers now so and now so: nobody can be held to it. */
  | { readonly kind: "wavering"; readonly why: string }
  | { readonly kind: "wrong"; readonly why: string };

const right: Comparison = { kind: "right" };
const wrong = (why: string): Comparison => ({ kind: "wrong", why });

/** What keeps tests from deciding, in the judge's own words; undefined where nothing does. */
export const excuseIn = (reason: string): string | undefined =>
  /the sandbox blocks \S+ from [^;.]+|skips itself with this candidate|still (?:a stub|stubs)/.exec(
    reason,
  )?.[0];

/** What go test says of the body taken out; undefined where nobody had to ask. */
export interface WithoutBody {
  /** Whether it fails where the body only panics. */
  readonly panicNoticed: boolean;
  /** Whether it fails where the body returns zero values and does nothing. */
  readonly zeroNoticed: boolean;
}

export function compareOriginal(judged: Judged, without: WithoutBody | undefined): Comparison {
  if (judged.grade === "passing") return right;
  if (judged.grade === "suggested") {
    const excuse = excuseIn(judged.reason);
    if (excuse !== undefined) return { kind: "suggested", why: excuse };
    if (without?.panicNoticed === false) return { kind: "suggested", why: "no test fails without the body" };
    // They reach it, and ask nothing of it: that it does not panic is all they see.
    if (without?.zeroNoticed === false) return { kind: "suggested", why: "no test fails on zero values" };
    return wrong("suggested, although go test fails without the body");
  }
  if (judged.finding?.gate === "forbidden") return { kind: "policy", why: judged.finding.message };
  return wrong(`the original is ${judged.grade}`);
}

/** @param original what was said of the original: what could not be decided there need not be here */
export function compareChanged(judged: Judged, hand: ByHand, original: Comparison): Comparison {
  const noticed = hand.noticedBy;
  if (judged.grade === "broken") return wrong("the judge could not judge it");
  if (noticed === undefined)
    return judged.grade === "rejected" ? wrong("rejected, although nothing notices it") : right;
  if (judged.grade !== "rejected") {
    const excuse = judged.grade === "suggested" ? excuseIn(judged.reason) : undefined;
    if (excuse !== undefined && original.kind === "suggested") return { kind: "suggested", why: excuse };
    return wrong(`${judged.grade}, although ${noticed === "test" ? "go test" : noticed} notices it`);
  }
  const misplaced = misplacedWhy(judged.finding, hand);
  return misplaced === undefined ? right : wrong(misplaced);
}

/** Refused without asking Go: at a gate before the tests. */
export function compareRefused({ kind, line }: MadeCandidate, { grade, finding }: Judged): Comparison {
  const gates = kind === "stranger" ? ["imports"] : ["types", "build"];
  if (grade !== "rejected" || finding === undefined) return wrong(`${grade}, although it cannot be built`);
  if (!gates.includes(finding.gate))
    return wrong(`rejected by ${finding.gate}, not by ${gates.join(" or ")}`);
  return line === undefined || finding.line === line
    ? right
    : wrong(`rejected at line ${finding.line}, not at ${line}`);
}

/** Why a refusal that is right names a wrong place, or none where go test names one. */
function misplacedWhy(finding: Finding | undefined, hand: ByHand): string | undefined {
  if (finding === undefined) return "rejected without a finding";
  // A limit ends both; where each of them was then is chance.
  if (hand.timedOut || finding.class === "timeout") return undefined;
  if (hand.noticedBy === "test" && finding.gate !== "tests")
    return `rejected by ${finding.gate}, not by a test`;
  const place = `${basename(finding.file)}:${finding.line}`;
  if (names(hand.output, place)) return undefined;
  const test = finding.test?.split("/")[0];
  const failing = test === undefined || hand.failing.some((name) => name.split("/")[0] === test);
  if (!failing) return `rejected for ${test}, which go test does not name`;
  return /^\s+\S+\.go:\d+: /m.test(hand.output) || finding.test === undefined
    ? `rejected at ${place}, which go test does not name`
    : undefined;
}

const names = (output: string, place: string): boolean =>
  new RegExp(`(?:^|[\\s/\\\\(])${place.replace(/[.+]/g, "\\$&")}\\b`, "m").test(output);
