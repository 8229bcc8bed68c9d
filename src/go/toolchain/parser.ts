import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { forGrammar } from "../../core/syntax/newer-go";
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
      const tree = read(text);
      if (!tree.rootNode.hasError) return tree;
      const readable = forGrammar(read, text);
      if (readable === text) return tree;
      tree.delete();
      // The tree asks for its nodes' text later on: that is the person's.
      let source = readable;
      const better = held(parser.parse((index) => source.slice(index)));
      source = text;
      return better;
    },
  };
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
