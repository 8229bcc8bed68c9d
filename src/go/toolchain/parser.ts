import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { forGrammar, withoutOpenComment } from "../../core/syntax/newer-go";
import type { GoParser } from "../../core/syntax/tree";

/**
 * Tree-sitter with its Go grammar.
 * @param wasmDir the folder that holds `web-tree-sitter.wasm` and `tree-sitter-go.wasm`; left out, the folder of
 *   this (bundled) file is looked at first and node_modules second.
 * @throws where a wasm file is missing or does not fit: a broken installation.
 */
export async function loadGoParser(wasmDir: string = __dirname): Promise<GoParser> {
  const engine = locate(wasmDir, "web-tree-sitter.wasm", "web-tree-sitter/web-tree-sitter.wasm");
  const grammar = locate(wasmDir, "tree-sitter-go.wasm", "tree-sitter-go/tree-sitter-go.wasm");
  await Parser.init({ locateFile: () => engine });
  const parser = new Parser().setLanguage(await Language.load(grammar));
  const read = (text: string): Tree => held(parser.parse(text));
  return {
    parse(text) {
      const closed = withoutOpenComment(text);
      const tree = closed === text ? read(text) : readAs(parser, closed, text);
      if (!tree.rootNode.hasError) return tree;
      const readable = forGrammar(read, closed);
      if (readable === closed) return tree;
      tree.delete();
      return readAs(parser, readable, text);
    },
  };
}

/** The tree of one text, whose nodes ask later on for what they say: that is the person's text. */
function readAs(parser: Parser, readable: string, text: string): Tree {
  let source = readable;
  const tree = held(parser.parse((index) => source.slice(index)));
  source = text;
  return tree;
}

function held(tree: Tree | null): Tree {
  if (tree === null) throw new Error("the Go parser has no language");
  return tree;
}

/** The bundle cannot resolve packages, the sources have no wasm beside them. */
function locate(dir: string, file: string, inPackages: string): string {
  const beside = join(dir, file);
  return existsSync(beside) ? beside : createRequire(__filename).resolve(inPackages);
}
