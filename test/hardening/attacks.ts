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
