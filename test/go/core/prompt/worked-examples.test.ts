import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { worked } from "../../../../src/core/prompt/worked-examples";

const packages = ["fmt", "sort", "strconv", "strings", "unicode"];

/** `F(1) == 2` and `F("x") == 0, an error` of the comments, as one Go test. */
function testOf(heads: readonly string[]): string {
  const checks = heads.flatMap((head) =>
    [...head.matchAll(/^\/\/ (\w+\(.*\)) == (.*)$/gm)].map(([, call = "", want = ""]) => {
      const [value, error] = want.split(/, (?=nil$|an error$)/);
      if (error === undefined) return `eq(t, ${JSON.stringify(call)}, ${call}, ${value})`;
      return `if got, err := ${call}; got != ${value} || (err != nil) != ${error === "an error"} { t.Error(${JSON.stringify(call)}, got, err) }`;
    }),
  );
  return `package p

import ("reflect"; "testing")

func eq[T any](t *testing.T, call string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) { t.Errorf("%s = %#v, not %#v", call, got, want) }
}

func TestWorked(t *testing.T) {
	${checks.join("\n\t")}
	if len(${JSON.stringify(checks.join(""))}) == 0 { t.Fatal("no case") }
}
`;
}

describe("the stubs that are shown as written well", () => {
  const code = worked.map(([head, body]) => head + body).join("\n\n");
  const imports = packages.filter((path) => code.includes(`${path}.`));

  it("hold what their comments say, and are as gofmt and go vet want them", () => {
    const dir = mkdtempSync(join(tmpdir(), "stubwright-worked-"));
    try {
      const go = `package p\n\nimport (\n${imports.map((i) => `\t"${i}"`).join("\n")}\n)\n\n${code}\n`;
      writeFileSync(join(dir, "go.mod"), "module p\n\ngo 1.21\n");
      writeFileSync(join(dir, "p.go"), go);
      writeFileSync(join(dir, "p_test.go"), testOf(worked.map(([head]) => head)));
      assert.equal(execFileSync("gofmt", ["-l", "p.go"], { cwd: dir, encoding: "utf8" }), "");
      execFileSync("go", ["test", "-vet=all", "."], { cwd: dir, encoding: "utf8", stdio: "pipe" });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
