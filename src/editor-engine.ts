import type { GoplsClients } from "./editor/gopls/language-client";
import { connectionsThrough, type StartConnection } from "./go/gopls/start";
import { createEngine, type SessionEngine } from "./session/engine";
import type { EngineDeps } from "./session/engine-deps";

/** The engine as the extension loads it when it is first needed: it speaks to gopls as a client of VS Code's own kind. */
export function openEngine(deps: Omit<EngineDeps, "connectGopls">): SessionEngine {
  let loading: Promise<GoplsClients> | undefined;
  const connectGopls: StartConnection = async (options, signal) => {
    loading ??= import("./editor/gopls/language-client").then((m) => m.createGoplsClients());
    const { start } = await loading;
    return connectionsThrough(start)(options, signal);
  };
  const engine = createEngine({ ...deps, connectGopls });
  return {
    ...engine,
    async dispose() {
      await engine.dispose();
      await loading?.then(
        (clients) => clients.dispose(),
        () => {},
      );
    },
  };
}
