import { readdirSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { eventually } from "../../support/eventually";
import type { Fault, Place } from "./fault";
import { changed, makePlace, outcomeOf, start } from "./try-fault";

/** What happens to Stubwright itself. */
interface OwnFault extends Pick<Fault, "stage" | "what" | "part"> {
  readonly component: "Stubwright";
  readonly run: (cli: string) => Promise<readonly string[]>;
}

const component = "Stubwright";
const plain: Fault = {
  component,
  stage: "first attempt",
  what: "",
  command: "check",
  expected: { outcome: "passing" },
};

/** The tests of the candidate wait, so that a signal always finds them at work. */
const slow: Fault = {
  ...plain,
  tool: { tool: "go", when: "test\\ -c*/watched/*", does: ': >"$DIR/reached"; sleep 60' },
};

/** Done long before its time is over, which is over when somebody looks. */
const dozing: Fault = {
  ...plain,
  flags: ["--go-timeout", "5"],
  tool: { tool: "go", when: "test\\ -c*/watched/*", does: ': >"$DIR/reached"; sleep 1; exec "$REAL" "$@"' },
};

export const ownFaults: readonly OwnFault[] = [
  {
    component,
    stage: "first attempt",
    what: "is killed, and starts again",
    run: (cli) =>
      inPlace(async (place) => {
        const first = start(slow, place, cli, undefined);
        await atWork(place);
        first.child.kill("SIGKILL");
        await first.ended;
        const left = readdirSync(place.temp).length;
        const second = await start(plain, place, cli, undefined).ended;
        return [
          ...(left === 0 ? ["the killed one left nothing, so that this shows nothing"] : []),
          ...(outcomeOf(second.stdout) === "passing" ? [] : [`the second ends otherwise: ${second.stdout}`]),
        ];
      }),
    part: true,
  },
  ...(["SIGTERM", "SIGINT", "SIGHUP"] as const).map(
    (signal): OwnFault => ({
      component,
      stage: "first attempt",
      what: `is sent ${signal}`,
      run: (cli) =>
        inPlace(async (place) => {
          const { child, ended } = start(slow, place, cli, undefined);
          await atWork(place);
          child.kill(signal);
          const outcome = outcomeOf((await ended).stdout);
          return outcome === "cancelled" ? [] : [`it ends ${outcome} instead of cancelled`];
        }),
    }),
  ),
  {
    component,
    stage: "first attempt",
    what: "sleeps for longer than a command may take",
    run: (cli) =>
      inPlace(async (place) => {
        const { child, ended } = start(dozing, place, cli, undefined);
        await atWork(place);
        child.kill("SIGSTOP");
        await wait(7_000);
        child.kill("SIGCONT");
        const { stdout } = await ended;
        return outcomeOf(stdout) === "passing" ? [] : [`it ends otherwise: ${stdout}`];
      }),
  },
  {
    component,
    stage: "first attempt",
    what: "runs twice at once on one workspace",
    run: (cli) =>
      inPlace(async (place) => {
        const both = [0, 1].map(() => start(plain, place, cli, undefined).ended);
        const outcomes = (await Promise.all(both)).map(({ stdout }) => outcomeOf(stdout));
        return outcomes.every((o) => o === "passing") ? [] : [`they end ${outcomes.join(" and ")}`];
      }),
  },
];

const atWork = ({ dir }: Place): Promise<void> =>
  eventually(() => {
    if (!readdirSync(dir).includes("reached")) throw new Error("it does not get to the candidate's tests");
  }, 60_000);

/** Nothing may be left, whatever was done. */
async function inPlace(work: (place: Place) => Promise<readonly string[]>): Promise<readonly string[]> {
  const place = makePlace();
  try {
    const lines = await work(place);
    return [
      ...lines,
      ...readdirSync(place.temp).map((name) => `left in the temporary folder: ${name}`),
      ...place.processes().map(({ command }) => `left running: ${command}`),
      ...changed(place).map((name) => `changed in the module: ${name}`),
    ];
  } finally {
    for (const { pid } of place.processes()) endIfThere(pid);
    rmSync(place.dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

function endIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended meanwhile.
  }
}
