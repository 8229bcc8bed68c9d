import type * as vscode from "vscode";

/** Keys of servers, kept where the system keeps secrets; one a server, so that none is sent to another. */
export interface Secrets {
  keyOf(server: string | undefined): Promise<string | undefined>;
  /** An empty key forgets the one there is. */
  setKey(server: string, key: string): Promise<void>;
}

export function createSecrets(storage: vscode.SecretStorage): Secrets {
  const nameOf = (server: string): string => `stubwright.key:${server.replace(/(?<!\/)\/+$/, "")}`;
  return {
    keyOf: async (server) => (server === undefined ? undefined : storage.get(nameOf(server))),
    setKey: async (server, key) =>
      key === "" ? storage.delete(nameOf(server)) : storage.store(nameOf(server), key),
  };
}
