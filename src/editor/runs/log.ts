import * as vscode from "vscode";
import type { RunEvent } from "../../core/events/events";
import { outcomeLooks } from "../../core/events/look";
import { formLabel } from "../../core/prompt/form";
import { type Finding, findingsOf, protectionText } from "../../core/verdict";
import { noteMessage, withAdvice } from "../host/wording";
import type { Runs } from "./runs";

const scheme = "stubwright-log";

/** What a run said, as a document that a grammar colours; it grows while the run goes on. */
export function registerRunLog(runs: Runs): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const uriOf = (id: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${id}.stubwright-log` });
  return vscode.Disposable.from(
    changed,
    runs.onEvents(({ id }) => changed.fire(uriOf(id))),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent(uri) {
        const run = runs.records.find((record) => uriOf(record.id).path === uri.path);
        return run === undefined ? "This run is no longer in the history.\n" : logOf(run.events);
      },
    }),
    vscode.commands.registerCommand(
      "stubwright.openRunLog",
      async (of?: string | { readonly id: string }) => {
        const id = (typeof of === "string" ? of : of?.id) ?? runs.records[0]?.id;
        if (id === undefined) return void vscode.window.showInformationMessage("There are no runs yet.");
        await vscode.window.showTextDocument(uriOf(id), { preview: true });
      },
    ),
  );
}

export const logOf = (events: readonly RunEvent[]): string => `${events.flatMap(linesOf).join("\n")}\n`;

function linesOf(event: RunEvent): readonly string[] {
  const time = `${(event.at / 1000).toFixed(1)} s`.padStart(8);
  const line = (text: string): string => `${time}  ${text}`;
  switch (event.type) {
    case "started":
      return [line(`${event.target.names.join(", ")} in ${event.target.file}`), line(termsOf(event))];
    case "note":
      return [line(`${event.level === "warning" ? "! " : ""}${noteMessage(event)}`)];
    case "fault":
      return [line(`${event.test} fails`), ...failuresOf(event).map(below)];
    case "baseline":
      return [line(deciding(event))];
    case "attempt":
      return [line(drafted(event)), ...marked(">", promptText(event.prompt))];
    case "dropped":
      return [line(`! attempt ${event.attempt}: the prompt leaves out ${event.what.join(", ")}`)];
    case "reply":
      return [line(answered(event)), ...marked("|", event.text)];
    case "no-candidate":
      return [line(`attempt ${event.attempt} ✗ ${event.why.message}`)];
    case "verdict":
      return [line(verdictText(event)), ...findingsOf([event.verdict]).map(findingText).map(below)];
    case "judged":
      return [line(`attempt ${event.attempt} ${event.judgement.grade}: ${event.judgement.reason}`)];
    case "question":
      return [line(`! ${undecided(event)}`)];
    case "finished":
      return [line(`${outcomeLooks[event.outcome].label}: ${withAdvice(event.reason, event.next)}`)];
    case "text": // The reply has it whole.
    case "candidate":
    case "gate":
      return [];
  }
}

type Of<T extends RunEvent["type"]> = Extract<RunEvent, { readonly type: T }>;

const below = (text: string): string => `            ${text}`;

const termsOf = ({ model, budget, seed, hint, protection }: Of<"started">): string =>
  [
    model?.id ?? "no model",
    `${budget} calls`,
    `seed ${seed}`,
    ...(protection === undefined ? [] : [protectionText[protection]]),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ].join(", ");

const failuresOf = ({ failures, suspects }: Of<"fault">): readonly string[] => [
  ...failures.map((f) => `${f.file}:${f.line}: ${f.message.split("\n")[0]}`),
  ...suspects.map((s) => `${s.name}: ${s.reasons.join("; ")}`),
];

const deciding = ({ baseline, ms }: Of<"baseline">): string =>
  `${baseline.targetTests.map((t) => t.name).join(", ") || "no test"} decides (${ms} ms)`;

const drafted = ({ attempt, form, temperature }: Of<"attempt">): string =>
  `attempt ${attempt}, ${formLabel(form)}, temperature ${temperature}`;

const answered = ({ attempt, ms, outputTokens }: Of<"reply">): string =>
  `attempt ${attempt} answered in ${Math.round(ms)} ms, ${outputTokens} tokens`;

const undecided = ({ call, answers }: Of<"question">): string =>
  `your tests do not decide ${call}: ${answers.map((a) => a.value).join(" or ")}?`;

const marks = { passed: "✓", failed: "✗", skipped: "!", broken: "!" } as const;

function verdictText({ attempt, verdict }: Of<"verdict">): string {
  const { gate, status, ms } = verdict;
  const reason = "reason" in verdict ? `: ${verdict.reason}` : "";
  return `attempt ${attempt} ${marks[status]} ${gate} ${status}${reason} (${Math.round(ms)} ms)`;
}

const findingText = ({ file, line, column, message }: Finding): string =>
  file === "" ? message : `${file}:${line}:${column}: ${message}`;

const promptText = (prompt: Of<"attempt">["prompt"]): string =>
  prompt.kind === "complete"
    ? prompt.text
    : prompt.messages.map((m) => `[${m.role}]\n${m.content}`).join("\n");

const marked = (mark: string, text: string): readonly string[] =>
  text.split("\n").map((line) => `    ${mark} ${line}`);
