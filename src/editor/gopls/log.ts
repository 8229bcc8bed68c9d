import * as vscode from "vscode";
import { onSettingsChange, setting } from "../host/settings";

/**
 * What gopls' clients log and trace, for a person who has turned the setting on. A client takes hold of a log channel as
 * soon as it starts, and traces only if that channel's own level says so, whatever the setting. This stand-in takes its
 * level from the setting, and creates the real channel with the first line.
 */
export function createGoplsLog(): vscode.LogOutputChannel {
  const name = "Stubwright: gopls";
  const level = (): vscode.LogLevel =>
    setting("gopls.trace.server") === "off" ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const listener = onSettingsChange(() => changed.fire(level()), "gopls.trace");
  let channel: vscode.LogOutputChannel | undefined;
  // At a level that is shown by default: the setting has decided already.
  const write = (line: unknown): void => {
    if (level() === vscode.LogLevel.Off) return;
    channel ??= vscode.window.createOutputChannel(name, { log: true });
    channel.info(String(line));
  };
  return {
    name,
    get logLevel() {
      return level();
    },
    onDidChangeLogLevel: changed.event,
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: write,
    append: write,
    appendLine: write,
    replace: write,
    clear: () => channel?.clear(),
    show: () => channel?.show(true),
    hide: () => channel?.hide(),
    dispose() {
      listener.dispose();
      changed.dispose();
      channel?.dispose();
    },
  };
}
