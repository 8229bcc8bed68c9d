import * as vscode from "vscode";

/** A command's answer, for whoever calls it from elsewhere, where it did nothing: why. */
export interface Refused {
  readonly refused: string;
}

/** Shows why nothing happens, and answers with it. */
export function refuse(why: string): Refused {
  void vscode.window.showInformationMessage(why);
  return { refused: why };
}

/**
 * Refuses in an untrusted workspace; undefined in a trusted one.
 * @param what why trust is needed, as a clause: `judging a draft runs its tests`
 */
export const requireTrust = (what: string): Refused | undefined =>
  vscode.workspace.isTrusted
    ? undefined
    : refuse(
        `Stubwright does not run in an untrusted workspace, because ${what}. Trust the workspace first.`,
      );
