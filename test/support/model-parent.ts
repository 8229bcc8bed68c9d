import { messageOf } from "../../src/core/problem/problem-text";
import { startProcess } from "../../src/model/embedded/process";

// A process that starts the model in a child, says the child's pid, and waits to be killed.
async function main(modelPath: string): Promise<void> {
  const options = { modelPath, contextTokens: 256, sequences: 1 };
  const started = await startProcess(options, new AbortController().signal);
  if (!started.ok) throw new Error(messageOf(started.error));
  console.log(started.value.pid);
}

void main(process.argv[2] ?? "");
