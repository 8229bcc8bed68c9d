import type { Attack } from "../attack";
import { fenced, right } from "../harness/go-module";

const server = (behaves: string, more: Partial<Pick<Attack, "wants">> = {}): Attack => ({
  name: `server-${behaves}`,
  kind: "model server",
  by: { via: "server", behaves },
  wants: "not proposed",
  ...more,
});

const answer = (
  name: string,
  text: string | (() => string),
  wants: Attack["wants"] = "not proposed",
): Attack => ({
  name: `answer-${name}`,
  kind: "model server",
  by: { via: "draft", answer: text },
  wants,
});

/** What a hostile model says, and what its server does. hostile-server.ts has the behaviours. */
export const modelServers: readonly Attack[] = [
  server("endless-answer"),
  server("endless-line"),
  server("endless-list-of-models"),
  server("endless-error"),
  server("endless-headers"),
  server("redirect-of-the-list"),
  server("redirect-of-the-call"),
  server("redirect-in-a-circle"),
  server("html"),
  server("wrong-json"),
  server("json-of-other-shapes"),
  server("deep-json"),
  server("many-choices"),
  server("tool-calls"),
  server("empty-events"),
  server("comments-without-end"),
  server("cut-in-the-middle"),
  server("compressed-bomb"),
  server("wrong-length"),
  server("control-characters-in-errors"),
  // Its answer is right; the name of its model is what must not be obeyed.
  server("names-with-control-characters", { wants: "contained" }),
  server("asks-for-a-password"),
  answer("fences-without-end", () => "```go\n".repeat(60_000)),
  answer("thoughts-without-end", () => `${"<think>".repeat(60_000)}${fenced(right)}`, "contained"),
  answer("nothing-but-braces", () => "{".repeat(500_000)),
  answer("many-functions-of-the-name", () =>
    fenced(`package meter\n\n${'func Reading(n int) (int, string) { return n, "" }\n'.repeat(6_000)}`),
  ),
  answer("entities-and-quotes", () => "&lt;&quot;".repeat(200_000)),
  answer("spaces-without-end", () => `\`\`\`go\nfunc Reading(n int) (int, string) {${" ".repeat(600_000)}`),
  answer(
    "another-file",
    "```go\n// ../another/x.go\npackage meter\n\nfunc Other() {}\n```\n```go\n// File: /etc/cron.d/x\n```\n",
  ),
  answer(
    "a-diff",
    '```diff\n--- a/meter_test.go\n+++ b/meter_test.go\n@@ -1,3 +1,1 @@\n-import "testing"\n```\n',
  ),
  answer(
    "changes-the-test",
    fenced(
      'package meter\n\nimport "testing"\n\nfunc Reading(n int) (int, string) { return 0, "" }\n\nfunc TestReading(t *testing.T) {}\n\nfunc TestGolden(t *testing.T) {}\n',
    ),
  ),
];
