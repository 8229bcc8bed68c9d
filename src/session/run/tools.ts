import type { Note } from "../../core/problem/codes";
import { vetUnit as findVetUnit } from "../../go/compile/vet-unit";
import type { QuickDiagnostics } from "../../go/snapshot/context";
import type { GoSnapshot } from "../../go/snapshot/subject";
import { openQuickDiagnostics } from "./gopls";
import { type HelperServices, openHelperServices } from "./helper";
import type { Session } from "./request";

/** What starts while the model loads. */
export interface RunTools {
  readonly gopls: QuickDiagnostics;
  readonly services: Promise<HelperServices>;
  readonly vetUnit: ReturnType<typeof findVetUnit>;
  close(): void;
}

/** @param ended aborted when the run ends, besides when it is cancelled */
export function openTools(
  snapshot: GoSnapshot,
  { go: deps, cacheDir, ...setup }: Session,
  warn: (note: Note) => void,
  signal: AbortSignal,
  ended: AbortSignal,
): RunTools {
  const gopls = openQuickDiagnostics(snapshot, deps, { cacheDir, ...setup }, warn, signal);
  const vetUnit = unitOf(snapshot, ended);
  const ctx = { snapshot, deps, gopls: gopls.diagnostics };
  const services = openHelperServices(ctx, cacheDir, warn, ended);
  return {
    gopls: gopls.diagnostics,
    services: services.ready,
    vetUnit,
    close() {
      services.close();
      gopls.close();
    },
  };
}

/** Found out while the model drafts. One that is not there any more when the run ends is nobody's error. */
function unitOf({ build, package: { name }, before, std }: GoSnapshot, signal: AbortSignal) {
  const unit = findVetUnit(build, name, before, std, signal);
  unit.catch(() => {});
  return unit;
}
