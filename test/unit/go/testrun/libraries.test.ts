import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { declaredTests } from "../../../../src/go/snapshot/baseline";
import { failureFindings } from "../../../../src/go/testrun/failure-entries";
import { siteOf } from "../../../../src/go/testrun/findings";
import { testStream } from "../../../../src/go/testrun/test2json";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { sourceFile } from "../../../../src/go/toolchain/source-file";

const fixtures = join(__dirname, "../../../fixtures/libraries");

/** Of what tools/record-libraries.ts recorded, the findings that are read from it: place, test, how the message begins. */
const expected: Readonly<Record<string, readonly string[]>> = {
  byginkgo: [
    "byginkgo/ginkgo_test.go:19 TestShop: assertion: Expected <int>: 1000 to equal <int>: 900",
    "byginkgo/ginkgo_test.go:27 TestShop: assertion: Expected <int>: 2 to equal <int>: 3",
    "price.go:40 TestShop: panic: runtime error: invalid memory address or nil pointer dereference",
  ],
  bygocmp: [
    'bygocmp/gocmp_test.go:20 TestParse/three_plums: assertion: Parse("3 plum sweet") differs (-want +got):\n  shop.Order{',
  ],
  bygoconvey: [
    "bygoconvey/goconvey_test.go:14 TestPrice: assertion: Expected: 900 Actual:   1000 (Should equal)!",
    "price.go:40 TestOrder: panic: runtime error: invalid memory address or nil pointer dereference",
  ],
  bygopter: [
    "bygopter/gopter_test.go:15 TestPrice: assertion: ten cost what nine cost: Falsified after 0 passed tests.\nARG_0: 1",
    "price.go:40 TestPrice: panic: nothing costs nothing: Error on property evaluation after 0 passed tests: Check paniced: runtime error: invalid memory address",
  ],
  byquicktest: [
    "byquicktest/quicktest_test.go:12 TestPrice: assertion: values are not equal comment: the tenth is free got: int(1000) want: int(900)",
    "byquicktest/quicktest_test.go:20 TestParse/three_plums: assertion: values are not deep equal diff (-got +want): shop.Order{",
  ],
  byrapid: [
    `byrapid/rapid_test.go:16 TestReversed: assertion: Reversed("é") starts with '\ufffd'`,
    "price.go:40 TestOrder: panic: panic after 0 tests: runtime error: invalid memory address or nil pointer dereference",
  ],
  bysuite: [
    "bysuite/suite_test.go:18 TestPrices/TestTenthIsFree: assertion: Not equal: expected: 900 actual  : 1000",
    "price.go:40 TestPrices/TestPanics: panic: test panicked: runtime error: invalid memory address",
    'bysuite/suite_test.go:24 TestPrices/TestFew/few#01: assertion: "200" is not less than "150"',
  ],
  bytestify: [
    "bytestify/testify_test.go:12 TestPrice: assertion: Not equal: expected: 900 actual  : 1000",
    'bytestify/testify_test.go:26 TestParse/1_pear: assertion: Not equal: expected: shop.Order{Item:"pear", N:1,',
    'bytestify/testify_test.go:26 TestParse/3_plum_sweet: assertion: Not equal: expected: shop.Order{Item:"plum", N:3,',
    "bytestify/testify_test.go:38 TestParseShort: assertion: Received unexpected error: too short",
  ],
};

describe("what test libraries print", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });

  const found = (folder: string): readonly string[] => {
    const dir = `/module/${folder}`;
    const testFiles = readdirSync(join(fixtures, folder))
      .filter((name) => name.endsWith("_test.go"))
      .map((name) => sourceFile(`${dir}/${name}`, readFileSync(join(fixtures, folder, name), "utf8")));
    const site = siteOf({ dir, moduleDir: "/module" }, declaredTests(parser, testFiles), testFiles);
    const stream = testStream();
    for (const line of readFileSync(join(fixtures, folder, "output.txt"), "utf8").split("\n"))
      stream.line(line);
    return site.tests
      .flatMap((t) => failureFindings(t.name, stream.runs(), site))
      .map((f) => `${f.file.replace("/module/", "")}:${f.line} ${f.test}: ${f.class}: ${f.message}`);
  };

  it("has a fixture of every library", () => {
    const folders = readdirSync(fixtures, { withFileTypes: true }).filter((e) => e.isDirectory());
    assert.deepEqual(folders.map((e) => e.name).sort(), Object.keys(expected).sort());
  });
  for (const [folder, findings] of Object.entries(expected)) {
    it(folder, () => {
      const all = found(folder);
      assert.deepEqual(
        all.map((f, i) => f.slice(0, findings[i]?.length)),
        findings,
      );
    });
  }
});
