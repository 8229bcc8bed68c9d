/** What the hostile thing is. */
export const kinds = [
  "escape",
  "forged pass",
  "compiler",
  "resources",
  "text",
  "model server",
  "repository",
] as const;
export type Kind = (typeof kinds)[number];

/** Go that lies in the module already and is called by a candidate: no gate on text stands before it. */
interface Payload {
  readonly via: "payload";
  readonly imports: readonly string[];
  /** Of a function that returns a string: empty where it got nothing, else it begins with `ESCAPED`. */
  readonly body: string;
}

/** A new version of the file, judged by `check`: the module is that of `payload` or one that the attack brings. */
interface Version {
  readonly via: "version";
  /** The module that drafts are for: its tests can be deceived in more ways. */
  readonly forDrafts?: true;
  /** The whole file. A function where it is too large to be written down. */
  readonly text: string | (() => string);
}

/** What a model answers, every time it is asked, to `implement`. */
interface Draft {
  readonly via: "draft";
  readonly answer: string | (() => string);
}

/** How a model's server behaves; hostile-server.ts says what each name means. */
interface Server {
  readonly via: "server";
  readonly behaves: string;
}

/** A repository of its own, in which the right body is proposed: by `check`, or by `implement` and a well-behaved server. */
interface Repository {
  readonly via: "repository";
  readonly command: "check" | "implement";
  /** Beside or instead of the usual ones; paths in the module. */
  readonly files: Readonly<Record<string, string>>;
  /** What cannot be said as text: links, pipes, large files. In the module's folder. */
  readonly commands?: readonly (readonly string[])[];
}

export interface Attack {
  readonly name: string;
  readonly kind: Kind;
  readonly by: Payload | Version | Draft | Server | Repository;
  /**
   * What may come of it. Of every attack it holds anyway that nothing gets out, no byte of the workspace or the home
   * folder changes, it ends within its limits with a status that is documented, and nothing is left of it.
   */
  readonly wants: Wants;
  /** It changes what the payloads after it in one process stand on: it is never tried together with others. */
  readonly alone?: true;
  /** Protections that do not stop it, as docs/security.md says: it counts as an escape all the same. */
  readonly told?: readonly string[];
  /** Flags of the person. */
  readonly flags?: readonly string[];
}

export type Wants =
  /** Whatever is said of it. */
  | "contained"
  /** Green by forgery: neither verified nor passing. */
  | "not passed"
  /** No diff, and by `check` no grade but rejected and broken. */
  | "not proposed"
  /** A good version: a harness that refuses everything would prove nothing. */
  | "passed";
