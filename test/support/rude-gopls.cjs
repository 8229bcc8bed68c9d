#!/usr/bin/env node
// A language server without manners: it offers all it can, pushes and asks whatever the protocol lets it, from the first
// moment on, and remembers what it hears.
const { spawn } = require("node:child_process");
const rpcs = require("vscode-jsonrpc/node");

const rpc = rpcs.createMessageConnection(
  new rpcs.StreamMessageReader(process.stdin),
  new rpcs.StreamMessageWriter(process.stdout),
);
const heard = [];
const asked = [];
const answers = {};
const seen = { initialize: undefined, file: "", cancelled: 0 };
const at = { line: 0, character: 0 };
const here = { start: at, end: at };

const ask = (title, method, params) =>
  asked.push(
    rpc.sendRequest(method, params).then(
      (answer) => {
        answers[title] = answer;
      },
      () => {
        answers[title] = "refused";
      },
    ),
  );

const requests = {
  initialize(params) {
    Object.assign(seen, { initialize: params, file: `${params.rootUri}/a.go` });
    rpc.sendNotification("window/showMessage", { type: 1, message: "rude, at once" });
    ask("showMessageRequest, at once", "window/showMessageRequest", { type: 1, message: "rude?" });
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: 1, save: true },
        executeCommandProvider: { commands: ["gopls.rude"] },
        hoverProvider: true,
        completionProvider: {},
        documentFormattingProvider: true,
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        codeLensProvider: {},
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true },
      },
    };
  },
  "textDocument/hover": () => ({ contents: "rude hover" }),
  "textDocument/completion": () => [{ label: "rudeCompletion" }],
  "textDocument/formatting": () => [{ range: here, newText: "// rude\n" }],
  "textDocument/codeLens": () => [{ range: here, command: { title: "rude", command: "gopls.rude" } }],
  "workspace/symbol": () => [{ name: "RudeSymbol", kind: 12, location: { uri: seen.file, range: here } }],
  "rude/heard": async () => {
    await Promise.all(asked);
    return { heard, answers, initialize: seen.initialize };
  },
  "rude/refuse": () => new rpcs.ResponseError(0, "no such thing"),
  "rude/wait": (_, token) =>
    new Promise((given) => {
      token.onCancellationRequested(() => {
        seen.cancelled += 1;
        given(null);
      });
    }),
  "rude/cancelled": () => seen.cancelled,
  "rude/child": () => spawn("sleep", ["600"], { detached: true, stdio: "ignore" }).pid,
  "rude/die": () => {
    process.stderr.write("panic: no manners\n");
    process.exit(3);
  },
};

rpc.onRequest((method, params, token) => {
  if (!method.startsWith("rude/")) heard.push(method);
  return requests[method]?.(params, token) ?? null;
});
rpc.onNotification((method) => {
  if (method.startsWith("$/")) return;
  if (method === "exit") process.exit(0);
  heard.push(method);
  if (method !== "initialized") return;
  const { file } = seen;
  for (const type of [1, 2, 3, 4]) rpc.sendNotification("window/showMessage", { type, message: "rude" });
  rpc.sendNotification("window/logMessage", { type: 1, message: "rude log" });
  rpc.sendNotification("telemetry/event", { rude: true });
  const diagnostics = [{ range: here, severity: 1, source: "rude", message: "rude diagnostic" }];
  rpc.sendNotification("textDocument/publishDiagnostics", { uri: file, diagnostics });
  ask("showMessageRequest", "window/showMessageRequest", {
    type: 1,
    message: "rude?",
    actions: [{ title: "Yes" }],
  });
  const uri = file.replace("a.go", "rude.go");
  ask("showDocument", "window/showDocument", { uri, takeFocus: true });
  ask("progress", "window/workDoneProgress/create", { token: 1 });
  ask("configuration", "workspace/configuration", { items: [{ section: "gopls" }] });
  const changes = { [file]: [{ range: here, newText: "// rude\n" }] };
  ask("applyEdit", "workspace/applyEdit", { edit: { changes } });
  const registerOptions = { documentSelector: [{ language: "go" }] };
  const hover = { id: "1", method: "textDocument/hover", registerOptions };
  ask("registerCapability", "client/registerCapability", { registrations: [hover] });
  ask("unregisterCapability", "client/unregisterCapability", { unregisterations: [hover] });
});
rpc.listen();
