/**
 * How much Stubwright takes of what others write: a model, its server, a candidate, generated code that runs, tools.
 * Ordinary work stays far below each. Characters are UTF-16 code units. Where more comes, a sentence says so, or the
 * middle is left out and says how much it was.
 */
export const limits = {
  /** Characters of a model's answer; the call ends there. A draft is asked for in some 3,000. */
  answer: 64 << 10,
  /** Pieces of a reply for each token that was asked for; a server that does not count ends there. */
  piecesPerToken: 2,
  /** Bytes of a streamed reply, with what its server writes around each token. */
  reply: 32 << 20,
  /** Bytes of one line of it. */
  replyLine: 1 << 20,
  /** Bytes of any other reply of a server: a list of models, an error. */
  serverReply: 8 << 20,
  /** Characters of a file of Go, and bytes of any file that is read whole. */
  file: 16 << 20,
  /** Of what a candidate adds to its file: characters, lines, characters of a line and of a name, declarations. */
  candidate: { text: 256 << 10, lines: 8_000, line: 16 << 10, name: 1_000, declarations: 400 },
  /** Brackets within brackets of a candidate, or `[]`, `*`, `chan` and `map[…]` before one type, where its file has not more. */
  nesting: 100,
  /** Bytes kept of what a process prints, of each of its two streams. */
  processOutput: 1 << 20,
  /** Characters of a line that comes from a process; a longer one comes in pieces. */
  processLine: 1 << 20,
  /** Tests and subtests of one process. */
  tests: 50_000,
  /** Characters of a test's name. */
  testName: 4 << 10,
  /** Characters kept of the output of one test, and of all tests of a process together. */
  testOutput: 64 << 10,
  allTestOutput: 32 << 20,
  /** Characters kept of what `go test` prints of one package. */
  packageOutput: 256 << 10,
  /** Characters of one message of a failed test. */
  message: 2_000,
  /** Bytes of what a test process leaves in its folder of what it opened and reached. */
  testLog: 8 << 20,
  /** Characters of one answer of the Go helper, and of one message of gopls. */
  toolReply: 64 << 20,
} as const;
