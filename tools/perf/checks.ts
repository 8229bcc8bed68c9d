import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../src/core/problem/problem-text";
import { findGo } from "../../src/go/toolchain/find-go";
import { byHand } from "./by-hand";
import { byTurns } from "./median";

const source = (body: string, round: number): string => `// Package greet answers over HTTP.
package greet

import (
	"encoding/json"
	"net/http"
	"strings"
)

// Greeting is what is answered.
type Greeting struct {
	Text string \`json:"text"\`
}

// Greet answers with a greeting of the name in the query; without one it answers with status 400.
func Greet(w http.ResponseWriter, r *http.Request) {
	${body}
}

// Loud gives a greeting in capitals. ${round}
func Loud(g Greeting) ([]byte, error) {
	g.Text = strings.ToUpper(g.Text)
	return json.Marshal(g)
}
`;

const tests = `package greet

import (
	"net/http/httptest"
	"testing"
)

func answer(target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	Greet(w, httptest.NewRequest("GET", target, nil))
	return w
}

func TestGreet(t *testing.T) {
	if got := answer("/?name=Ada").Body.String(); got != "{\\"text\\":\\"Hello Ada\\"}\\n" {
		t.Fatal(got)
	}
}

func TestNobody(t *testing.T) {
	if code := answer("/").Code; code != 400 {
		t.Fatal(code)
	}
}

func TestLoud(t *testing.T) {
	if out, err := Loud(Greeting{"a"}); err != nil || string(out) != "{\\"text\\":\\"A\\"}" {
		t.Fatal(string(out), err)
	}
}
`;

// Each round's code differs, not its comments alone: for those go would neither link nor run the tests again.
const body = (n: number): string => `name := r.URL.Query().Get("name")
	if name == "" || name == "nobody ${n}" {
		http.Error(w, "no name", http.StatusBadRequest)
		return
	}
	_ = json.NewEncoder(w).Encode(Greeting{"Hello " + name})`;

/** Milliseconds of whole calls of the built command line, about a package that nobody has compiled or judged before. */
export async function checks(rounds: number): Promise<Readonly<Record<string, number>>> {
  const toolchain = await findGo({ env: process.env }, new AbortController().signal);
  if (!toolchain.ok) throw new Error(messageOf(toolchain.error));
  const dir = mkdtempSync(join(tmpdir(), "stubwright-perf-"));
  const [ours, written, cache] = [join(dir, "ours"), join(dir, "written"), join(dir, "cache")];
  for (const folder of [ours, written]) {
    mkdirSync(folder);
    writeFileSync(join(folder, "go.mod"), "module example.com/greet\n\ngo 1.21\n");
    writeFileSync(join(folder, "greet_test.go"), tests);
  }
  let round = 0;
  const check = (text: string, status: number): void => {
    const candidate = join(dir, "candidate.go");
    writeFileSync(candidate, text);
    const cli = join(__dirname, "../../dist/cli.js");
    const env = { ...process.env, STUBWRIGHT_CACHE: cache };
    const args = [cli, "check", "greet.go", "Greet", "--candidate", candidate];
    const ran = spawnSync(process.execPath, args, { cwd: ours, env, encoding: "utf8" });
    if (ran.status !== status) throw new Error(`check ended with ${ran.status}: ${ran.stdout}${ran.stderr}`);
  };
  const works = {
    "a first check": () => {
      rmSync(cache, { recursive: true, force: true });
      writeFileSync(join(ours, "greet.go"), source('panic("not implemented")', ++round));
      check(source(body(++round), round - 1), 0);
    },
    "a second check": () => check(source(body(++round), round - 2), 0),
    "a check that the text decides": () =>
      check(source(body(0), round - 2).replace("import (", 'import (\n\t"example.org/absent"'), 1),
    "gofmt, go build, go vet, go test by hand": () => {
      writeFileSync(join(written, "greet.go"), source(body(++round), ++round));
      byHand(toolchain.value.go, written);
    },
  };
  try {
    for (const work of Object.values(works)) work();
    return await byTurns(rounds, works);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
