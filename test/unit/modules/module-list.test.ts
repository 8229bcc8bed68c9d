import assert from "node:assert/strict";
import { chosenModules, idOf, listedModules } from "../../../tools/modules/module-list";

describe("the modules of the corpus", () => {
  const modules = listedModules();

  it("have versions, each once", () => {
    const ids = modules.map(idOf);
    assert.deepEqual(
      ids.filter((id) => !/^[\w./-]+@v\d+\.\d+\.\d+$/.test(id)),
      [],
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  const wanted = [
    ...["generics", "assembly", "cgo", "build tags", "vendor", "go.work", "Ginkgo", "testify suites"],
    ...["table tests", "golden files", "synctest", "examples", "fuzz tests", "over 500 packages"],
  ];
  for (const kind of wanted)
    it(`hold one for ${kind}`, () => {
      assert.ok(modules.some((m) => m.kinds.includes(kind)));
    });

  it("three are quick", () => {
    assert.equal(modules.filter((m) => m.quick).length, 3);
  });

  it("are chosen by a part of their path", () => {
    assert.deepEqual(
      chosenModules(modules, ["uuid", "x/net"]).map((m) => m.path),
      ["github.com/google/uuid", "golang.org/x/net"],
    );
    assert.deepEqual(chosenModules(modules, []), modules);
    assert.throws(
      () => chosenModules(modules, ["nothing-like-it"]),
      /no module of the corpus has nothing-like-it/,
    );
  });
});
