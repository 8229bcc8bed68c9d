import type { Attack } from "./attack";
import { compilerBombs } from "./attacks/compiler";
import { escapesByFiles } from "./attacks/escape-files";
import { escapesByKernel } from "./attacks/escape-kernel";
import { forgedPasses } from "./attacks/forged";
import { modelServers } from "./attacks/model-server";
import { hostileRepositories } from "./attacks/repository";
import { resourceHogs } from "./attacks/resources";
import { hidingTexts } from "./attacks/text";

/** Every attack, by kind. */
export const attacks: readonly Attack[] = [
  ...escapesByFiles,
  ...escapesByKernel,
  ...forgedPasses,
  ...compilerBombs,
  ...resourceHogs,
  ...hidingTexts,
  ...modelServers,
  ...hostileRepositories,
];

/** What `npm test` tries of them: cheap ones, of every kind. */
export const inPart: readonly string[] = [
  "home-files",
  "workspace-written",
  "loopback",
  "mount",
  "daemon",
  "line-then-exit",
  "the-right-body",
  "directive-embed",
  "prints-a-dump-that-is-none",
  "bidi-in-a-comment",
  "server-redirect-of-the-call",
  "repository-notes-are-a-link-to-the-environment",
  "repository-go-env-in-the-repository",
];
