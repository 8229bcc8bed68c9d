import type { Tree } from "web-tree-sitter";

/** Tree-sitter for Go, initialised by the composition root and handed in. The caller deletes the tree. */
export interface GoParser {
  parse(text: string): Tree;
}

/** `[start, end)` in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ImportSpec {
  readonly span: Span;
  /** Unquoted path. */
  readonly path: string;
  /** `.`, `_`, an alias, or undefined. */
  readonly alias: string | undefined;
}

/** One parameter, result or receiver; `a, b int` gives two. */
export interface Param {
  readonly name: string | undefined;
  /** As written, `...` left out of a variadic. */
  readonly type: string;
  readonly variadic: boolean;
}

interface DeclBase {
  /** Without its doc comment. */
  readonly span: Span;
  /** The comment lines directly above; undefined where there are none. */
  readonly doc: Span | undefined;
}

export interface FuncDecl extends DeclBase {
  readonly kind: "func";
  /** `Func` or `Type.Method`: what a Target calls it. */
  readonly name: string;
  /** The identifier itself. */
  readonly ident: string;
  readonly identSpan: Span;
  readonly receiver:
    | (Param & { readonly base: string; readonly pointer: boolean; readonly typeParams: readonly string[] })
    | undefined;
  /** As written between the brackets, undefined where there are none. */
  readonly typeParams: string | undefined;
  readonly params: readonly Param[];
  readonly results: readonly Param[];
  /** From `func` to before the body's brace, trailing space left out. */
  readonly signature: Span;
  /** The braces included; undefined for a declaration without a body. */
  readonly body: Span | undefined;
}

/** One spec; a grouped declaration gives one Decl for each, with the group's span in `group`. */
export interface TypeDecl extends DeclBase {
  readonly kind: "type";
  readonly name: string;
  readonly group: Span | undefined;
}

export interface ValueDecl extends DeclBase {
  readonly kind: "const" | "var";
  /** `a, b = 1, 2` has two. */
  readonly names: readonly string[];
  readonly group: Span | undefined;
}

export type Decl = FuncDecl | TypeDecl | ValueDecl;

/** A file's top level as plain data. Declarations that tree-sitter could not read are absent; `errors` says where. */
export interface GoFile {
  readonly text: string;
  readonly package: { readonly name: string; readonly span: Span } | undefined;
  readonly imports: readonly ImportSpec[];
  /** Spans of whole import declarations. */
  readonly importDecls: readonly Span[];
  readonly decls: readonly Decl[];
  readonly errors: readonly Span[];
  /** `// Code generated … DO NOT EDIT.` stands before the package clause. */
  readonly generated: boolean;
}
