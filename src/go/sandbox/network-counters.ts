import { limits } from "../../core/limits";
import { readRegularText } from "../process/regular-file";

/** How often a run tried to reach what its empty network does not have. */
export interface NetworkTries {
  /** Beyond the machine, or a name that no server answers for. */
  readonly unreachable: number;
  /** A port of the run's own loopback where nothing listens, or a socket that it did not make itself. */
  readonly refused: number;
}

/** Reads what a sandboxed run left of its network's counters; undefined where it left nothing. */
export async function networkTries(file: string): Promise<NetworkTries | undefined> {
  const text = await readRegularText(file, limits.testLog);
  if (!/^(?:Tcp|Launch):/m.test(text)) return undefined;
  const counters = new Map(
    ["Ip", "Tcp", "Udp", "Launch"].flatMap((name) => {
      const [heads = [], values = []] = text
        .split("\n")
        .filter((line) => line.startsWith(`${name}: `))
        .map((line) => line.split(" ").slice(1));
      return heads.map((head, i) => [name + head, Number(values[i])] as const);
    }),
  );
  for (const [, name = "", value] of text.matchAll(/^((?:Ip|Udp)6\w+)\s+(\d+)$/gm))
    counters.set(name, Number(value));
  const sum = (...names: readonly string[]) =>
    names.reduce((all, name) => all + (counters.get(name) ?? 0), 0);
  return {
    unreachable: sum("IpOutNoRoutes", "Ip6OutNoRoutes", "UdpNoPorts", "Udp6NoPorts", "LaunchUnreachable"),
    refused: sum("TcpAttemptFails", "LaunchRefused"),
  };
}
