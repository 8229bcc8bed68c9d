import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { loadEngine } from "./engine";
import { createModelServer } from "./server";
import type { StartReply, StartRequest } from "./wire";

// The process that runs the model: a crash of native code ends it and nothing else. It takes one StartRequest.

/** Native threads may be computing: only the kernel ends them at once. */
const die = (): void => void process.kill(process.pid, "SIGKILL");
const say = (reply: StartReply): void => void process.send?.(reply);

// Without its parent it has no purpose, and Ctrl-C in a terminal reaches both: what it means is the parent's to say.
process.on("disconnect", die);
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);

async function start(request: StartRequest): Promise<void> {
  const engine = await loadEngine(request, (fraction) => say({ type: "loading", fraction }));
  const server = createModelServer(engine, basename(request.modelPath, ".gguf"), request.bearer);
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    say({ type: "ready", port, served: engine.served });
  });
}

process.once("message", (request: StartRequest) => {
  start(request).catch((error: Error) => say({ type: "failed", message: error.message }));
});
