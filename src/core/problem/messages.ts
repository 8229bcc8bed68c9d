import { benchMessages } from "./bench-messages";
import { codeMessages } from "./code-messages";
import type { ProblemCode, ProblemData } from "./codes";
import { goMessages } from "./go-messages";
import { modelMessages } from "./model-messages";
import { testMessages } from "./test-messages";

/** What each problem is in a sentence or two. None names a flag, a setting or a command: wording.ts adds those. */
export const messages: { readonly [C in ProblemCode]: (data: ProblemData[C]) => string } = {
  ...codeMessages,
  ...testMessages,
  ...goMessages,
  ...modelMessages,
  ...benchMessages,
};
