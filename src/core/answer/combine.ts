import type { Candidate } from "../candidate";
import type { SourceFile } from "../edit/edit";
import { type Pieces, splice } from "../splice/splice";
import { functionNamed, importName, paramsOf, sameImport } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoParser } from "../syntax/tree";
import { helpersFor, renameFree } from "./helpers";

/**
 * One candidate out of several for a target with several names: for each name its declaration from the candidate
 * chosen for it, with the helpers and imports that declaration needs. Helpers that two candidates call alike and write
 * differently live side by side under two names.
 */
export function combine(
  parser: GoParser,
  file: SourceFile,
  choices: ReadonlyMap<string, Candidate>,
): Candidate {
  const original = indexFile(parser, file.text);
  const taken = new Set(original.decls.flatMap((d) => ("names" in d ? d.names : [d.name])));
  const bodies: Pieces["bodies"][number][] = [];
  const helpers: string[] = [];
  const imports: Pieces["imports"][number][] = [];
  for (const [name, candidate] of choices) {
    const from = indexFile(parser, candidate.text);
    const decl = functionNamed(from, name);
    if (decl?.body === undefined) continue;
    const body = from.text.slice(decl.body.start, decl.body.end).replace(/\r\n/g, "\n");
    const own = helpersFor(parser, [{ name, body, signature: undefined }], [from], taken, paramsOf(decl));
    const fresh = own.helpers.map((h) => h.replace(/\r\n/g, "\n")).filter((h) => !helpers.includes(h));
    const renames = clashes(parser, fresh, helpers);
    bodies.push({
      name,
      body: renameFree(parser, own.bodies[0]?.body ?? body, renames),
      signature: undefined,
    });
    helpers.push(...fresh.map((h) => renameFree(parser, h, renames)));
    for (const spec of from.imports) {
      const known =
        original.imports.some((i) => sameImport(i, spec)) ||
        imports.some((i) => sameImport(i, spec) || importName(i) === importName(spec));
      if (!known) imports.push({ path: spec.path, alias: spec.alias });
    }
  }
  const adjustments = [...new Set([...choices.values()].flatMap((c) => c.adjustments))];
  const used = imports.filter((i) =>
    [...bodies.map((b) => b.body), ...helpers].some((code) =>
      new RegExp(`\\b${importName(i)}\\.`).test(code),
    ),
  );
  return splice(parser, file, { bodies, helpers, imports: used, dropImports: [] }, adjustments);
}

function clashes(
  parser: GoParser,
  fresh: readonly string[],
  present: readonly string[],
): ReadonlyMap<string, string> {
  const names = (texts: readonly string[]) =>
    texts
      .flatMap((t) =>
        indexFile(parser, `package p\n\n${t}`).decls.flatMap((d) => ("names" in d ? d.names : [d.name])),
      )
      .filter((n) => !n.includes("."));
  const used = new Set([...names(present), ...names(fresh)]);
  const renames = new Map<string, string>();
  for (const name of names(fresh).filter((n) => names(present).includes(n))) {
    let other = `${name}2`;
    for (let n = 3; used.has(other); n++) other = `${name}${n}`;
    used.add(other);
    renames.set(name, other);
  }
  return renames;
}
