/** What fails, and when: the two sides of the matrix. */
export type Component =
  | "go env"
  | "go list"
  | "go build"
  | "go vet"
  | "go test -c"
  | "compiler"
  | "linker"
  | "test process"
  | "file"
  | "disk"
  | "temporary folder"
  | "build cache"
  | "own cache"
  | "gopls"
  | "Go helper"
  | "model server"
  | "Stubwright";

export const stages = ["before", "baseline", "first attempt", "comparing", "apply"] as const;
export type Stage = (typeof stages)[number];

/** What a program of the toolchain does instead of its work; the real one stands behind every other call. */
export interface ToolFault {
  /** `go`, or a tool that go starts. */
  readonly tool: "go" | "compile" | "link" | "vet";
  /** Which calls: a shell pattern of their arguments. */
  readonly when: string;
  /** Lines of sh; `"$REAL" "$@"` is the real program, `$MODULE` the person's module. */
  readonly does: string;
  /** Only the first such call. */
  readonly once?: true;
}

export interface Fault {
  readonly component: Component;
  readonly stage: Stage;
  /** What happens, for the table. */
  readonly what: string;
  /** `check` judges a right body; `implement` is answered one, and writes it with `--apply`. */
  readonly command: "check" | "implement" | "implement --apply";
  readonly tool?: ToolFault;
  /** More flags of the command. */
  readonly flags?: readonly string[];
  /** The folder for temporary files has one MiB; as root only, who may mount. */
  readonly smallDisk?: true;
  /** Variables for Stubwright; `$DIR` is a folder of this case. */
  readonly env?: Readonly<Record<string, string>>;
  /** What happens as the model is asked for the n-th time, from 1. */
  readonly onCall?: (place: Place, call: number) => void;
  /** A process that is killed as soon as it is there, once the model was asked so often. */
  readonly kills?: { readonly process: RegExp; readonly fromCall: number };
  /** The server goes away in the middle of its first answer. */
  readonly serverDies?: true;
  /** What is made before. */
  readonly more?: (place: Place) => void;
  readonly expected: Expected;
  /** Also in `npm test`. */
  readonly part?: true;
}

export interface Expected {
  readonly outcome: "broken" | "invalid" | "passing" | "verified" | "rejected" | "cancelled";
  /** What the person is told, on either stream. */
  readonly says?: RegExp;
}

/** Where a case takes place. */
export interface Place {
  readonly dir: string;
  readonly module: string;
  /** The only one for temporary files. */
  readonly temp: string;
  /** Processes of the case that are running, with their command lines. */
  readonly processes: () => readonly { readonly pid: number; readonly command: string }[];
}
