import { createSocket, type Socket } from "node:dgram";
import { type AddressInfo, createServer, type Server } from "node:net";

/** Things that listen and that nothing generated may reach. */
export interface Listeners {
  readonly tcp4: string;
  readonly tcp6: string;
  readonly udp4: string;
  /** Takes what was reached since it was asked last, each by its name. */
  reached(): readonly string[];
  close(): void;
}

/** @param sockets paths of Unix sockets; one that begins with `@` is abstract */
export async function listen(sockets: readonly string[]): Promise<Listeners> {
  const reached: string[] = [];
  const servers: Server[] = [];
  const tcp = async (
    name: string,
    where: { host: string; port: number } | { path: string },
  ): Promise<AddressInfo> => {
    const server = createServer((socket) => {
      reached.push(name);
      socket.on("error", () => {});
      socket.end("CANARY-SOCKET\n");
    });
    servers.push(server);
    await new Promise<void>((ready, failed) => server.once("error", failed).listen(where, ready));
    return server.address() as AddressInfo;
  };
  const four = await tcp("a port of 127.0.0.1", { host: "127.0.0.1", port: 0 });
  const six = await tcp("a port of ::1", { host: "::1", port: 0 });
  for (const path of sockets) await tcp(path, { path: path.replace(/^@/, "\0") });
  const udp: Socket = createSocket("udp4", () => void reached.push("a UDP port of 127.0.0.1"));
  await new Promise<void>((ready) => udp.bind(0, "127.0.0.1", ready));
  return {
    tcp4: `127.0.0.1:${four.port}`,
    tcp6: `[::1]:${six.port}`,
    udp4: `127.0.0.1:${udp.address().port}`,
    reached: () => [...new Set(reached.splice(0))],
    close() {
      for (const server of servers) server.close();
      udp.close();
    },
  };
}
