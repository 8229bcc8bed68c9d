import { realPath } from "./links";
import type { Wrap } from "./policy";
import { secretsOf } from "./secrets";
import { macPlaces } from "./system-places";

/**
 * macOS: a profile for sandbox-exec in which the last rule that matches decides. Nothing is written but the temporary
 * folder; of the disk only the system's programs are read and what the command needs, secrets in it never. Nothing can be
 * laid over a folder here: one that may be written is written itself. A socket counts as network.
 */
export function seatbelt(home: string): Wrap {
  return (command, args, needs) => {
    const subpaths = (paths: readonly string[]) =>
      paths.map((path) => `(subpath ${quoted(realPath(path))})`).join(" ");
    const profile = [
      "(version 1)",
      "(allow default)",
      ...(needs.network ? [] : ["(deny network*)"]),
      "(deny file-write*)",
      `(allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") ${subpaths([needs.writableTemp, ...(needs.laid === undefined ? [] : [needs.laid.at])])})`,
      '(deny file-read-data (subpath "/"))',
      `(allow file-read-data (literal "/") ${subpaths(macPlaces)})`,
      `(allow file-read-data ${[...needs.readable, needs.cwd]
        .flatMap(links)
        .map(quoted)
        .map((link) => `(literal ${link}) `)
        .join("")}${subpaths([...needs.readable, needs.cwd])})`,
      `(deny file-read-data ${subpaths([...secretsOf(home), ...(needs.hidden ?? [])])})`,
      `(allow file-read-data ${subpaths([needs.writableTemp, ...(needs.shown ?? [])])})`,
    ].join("\n");
    return { command: "sandbox-exec", args: ["-p", profile, command, ...args] };
  };
}

/** The path itself, where a symbolic link leads to what is visible. */
const links = (path: string): readonly string[] => (realPath(path) === path ? [] : [path]);

const quoted = (path: string): string => `"${path.replace(/[\\"]/g, "\\$&")}"`;
