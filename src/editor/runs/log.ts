import * as vscode from "vscode";
import type { RunEvent } from "../../core/events/events";
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
        return run === undefined ? "This run is not in the history any more.\n" : logOf(run.events);
      },
    }),
    vscode.commands.registerCommand(
      "stubwright.openRunLog",
      async (of?: string | { readonly id: string }) => {
        const id = (typeof of === "string" ? of : of?.id) ?? runs.records[0]?.id;
        if (id === undefined) return void vscode.window.showInformationMessage("There is no run yet.");
        await vscode.window.showTextDocument(uriOf(id), { preview: true });
      },
    ),
  );
}

export const logOf = (events: readonly RunEvent[]): string => `${events.flatMap(linesOf).join("\n")}\n`;

function linesOf(event: RunEvent): readonly string[] {
  const at = `${(event.at / 1000).toFixed(1)} s`.padStart(8);
  const line = (text: string): string => `${at}  ${text}`;
  switch (event.type) {
    case "started": {
      const { target, model, budget, seed, hint } = event;
      const hintNote = hint === undefined ? "" : `, hint: ${hint}`;
      return [
        line(`${target.names.join(", ")} in ${target.file}`),
        line(`${model?.id ?? "no model"}, ${budget} calls, seed ${seed}${hintNote}`),
      ];
    }
    case "note":
      return [line(event.level === "warning" ? `! ${event.message}` : event.message)];
    case "fault":
      return [
        line(`${event.test} fails`),
        ...event.failures.map((f) => `            ${f.file}:${f.line}: ${f.message.split("\n")[0]}`),
        ...event.suspects.map((s) => `            ${s.name}: ${s.reasons.join("; ")}`),
      ];
    case "baseline":
      return [
        line(
          `${event.baseline.targetTests.map((t) => t.name).join(", ") || "no test"} decides (${event.ms} ms)`,
        ),
      ];
    case "attempt":
      return [
        line(`attempt ${event.attempt}, ${event.form}, temperature ${event.temperature}`),
        ...marked(">", promptText(event.prompt)),
      ];
    case "dropped":
      return [line(`! attempt ${event.attempt} leaves out ${event.what.join(", ")}`)];
    case "reply":
      return [
        line(`attempt ${event.attempt} answered in ${Math.round(event.ms)} ms, ${event.outputTokens} tokens`),
        ...marked("|", event.text),
      ];
    case "no-candidate":
      return [line(`attempt ${event.attempt} ✗ ${event.why.message}`)];
    case "verdict": {
      const { gate, status, ms } = event.verdict;
      const mark = status === "passed" ? "✓" : status === "failed" ? "✗" : "!";
      const findings = event.verdict.status === "failed" ? event.verdict.findings : [];
      const reason = "reason" in event.verdict ? `: ${event.verdict.reason}` : "";
      return [
        line(`attempt ${event.attempt} ${mark} ${gate} ${status}${reason} (${Math.round(ms)} ms)`),
        ...findings.map(
          (f) => `            ${f.file === "" ? "" : `${f.file}:${f.line}:${f.column}: `}${f.message}`,
        ),
      ];
    }
    case "judged":
      return [line(`attempt ${event.attempt} ${event.judgement.grade}: ${event.judgement.reason}`)];
    case "question":
      return [
        line(`! your tests do not decide ${event.call}: ${event.answers.map((a) => a.value).join(" or ")}?`),
      ];
    case "finished":
      return [line(`${event.outcome}: ${event.reason}`)];
    default:
      return [];
  }
}

const promptText = (prompt: Extract<RunEvent, { type: "attempt" }>["prompt"]): string =>
  prompt.kind === "complete"
    ? prompt.text
    : prompt.messages.map((m) => `[${m.role}]\n${m.content}`).join("\n");

const marked = (mark: string, text: string): readonly string[] =>
  text.split("\n").map((line) => `    ${mark} ${line}`);
