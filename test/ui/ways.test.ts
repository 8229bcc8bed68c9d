import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/eventually";
import { type FakeModel, startFakeModel } from "../support/fake-model";
import { canDrive, openUi, type UiWindow } from "./window";

const fenced = (code: string): string => `\`\`\`go\n${code}\`\`\`\n`;

/** Right for what the test asks, and different for a single word. */
const eachWord = fenced(`func Initials(name string) string {
	letters := ""
	for _, word := range strings.Fields(name) {
		letters += strings.ToUpper(word[:1])
	}
	return letters
}
`);
const bothEnds = fenced(`func Initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	first, last := words[0], words[len(words)-1]
	return strings.ToUpper(string(first[0]) + string(last[0]))
}
`);
const lengthOf = fenced("func CountVowels(s string) int {\n\treturn len(s)\n}\n");
const vowels = fenced(`func CountVowels(s string) int {
	n := 0
	for _, r := range s {
		if strings.ContainsRune("aeiouAEIOU", r) {
			n++
		}
	}
	return n
}
`);
const half = fenced("func Half(n int) int {\n\treturn (n + 1) / 2\n}\n");
const halfCases = "Half(3) == 2\nHalf(4) == 2\nHalf(0) == 0\nHalf(7) == 3\n";
const halfStub =
  'package words\n\n// Half is half of n, rounded up.\nfunc Half(n int) int {\n\tpanic("not implemented")\n}\n';
const hint = "look each letter up in a string of vowels";

/** A model whose answers are known, for what must be exact: no claim about a model. Each step goes on from the last. */
describe("a window whose model is scripted", function () {
  this.timeout(600_000);
  this.bail(true);
  let ui: UiWindow;
  let model: FakeModel;
  const asked = { name: "Initials" };

  before(async function () {
    if (!canDrive) this.skip();
    model = await startFakeModel({
      pieceMs: 30,
      answer: (prompt, call) => {
        if (asked.name === "Half") return prompt.includes("different calls") ? halfCases : half;
        if (asked.name === "CountVowels") return prompt.includes(hint) ? vowels : lengthOf;
        return call % 2 === 1 ? eachWord : bothEnds;
      },
    });
    ui = await openUi({ machine: { "stubwright.server": model.url }, settings: { "stubwright.budget": 12 } });
  });
  after(async () => {
    await ui?.close();
    await model?.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await ui.picture("failure");
  });

  const row = (name: string) => ui.page.locator(".pane-body .monaco-list-row", { hasText: name });

  it("offers a stub's implementation among the code actions", async () => {
    await ui.openFile();
    await ui.goTo(14);
    const action = ui.page.locator(".action-widget .monaco-list-row", {
      hasText: "Generate the implementation of Initials",
    });
    // What is pressed while the window is busy is lost, and the list may have been made before the stub was found.
    await eventually(async () => {
      await ui.page.keyboard.press("Escape");
      await ui.page.keyboard.press("Control+.");
      await action.waitFor({ timeout: 5_000 });
    });
    await ui.picture("code-action");
    await action.click();
    const panel = await ui.panel();
    await panel.locator("h1", { hasText: "Initials" }).waitFor();
  });

  it("says in the status bar how far the run is", async () => {
    await ui.page
      .locator(".statusbar-item", { hasText: /Stubwright: Initials: attempt \d+ of 12/ })
      .waitFor();
  });

  it("takes a click for the answer to a question, and goes on by it", async () => {
    const panel = await ui.panel();
    const answers = panel.locator("vscode-button.answer");
    await answers.first().waitFor({ timeout: 500_000 });
    await ui.picture("question");
    assert.deepEqual(await answers.allTextContents(), ['"A"', '"AA"']);
    await answers.first().click();
    await panel.locator("#question", { hasText: "You decided" }).waitFor();
    await panel.locator("#verdict").waitFor({ timeout: 500_000 });
    await panel.locator("#verdict", { hasText: /Passing|Verified/ }).waitFor();
    await ui.picture("answered");
  });

  it("reviews the body and the test case that the answer has become, as one change", async () => {
    const panel = await ui.panel();
    await panel.locator(".card vscode-button", { hasText: "Review diff" }).click();
    const review = ui.page.locator(".multiDiffEditor, .multi-diff-editor");
    await review.first().waitFor();
    for (const name of ["words.go", "words_test.go"])
      await review.locator(".file-path", { hasText: name }).first().waitFor();
    await ui.picture("review-several");
    await ui.page.keyboard.press("Control+w");
    await review.first().waitFor({ state: "detached" });
  });

  it("applies both", async () => {
    const panel = await ui.panel();
    await panel.locator(".card vscode-button", { hasText: "Apply" }).click();
    await panel.locator("vscode-badge", { hasText: "applied" }).waitFor();
    await eventually(async () => {
      await ui.palette("File: Save All Files");
      await eventually(() => {
        assert.match(ui.files()["words/words_test.go"] ?? "", /"a", "A"/);
        assert.match(ui.files()["words/words.go"] ?? "", /strings\.Fields\(name\)/);
      }, 5_000);
    });
    const tested = spawnSync("go", ["test", "-run", "Initials", "./..."], {
      cwd: ui.folder,
      encoding: "utf8",
    });
    assert.equal(tested.status, 0, tested.stdout);
  });

  it("tries more, with a hint in the person's words, and keeps what was tried", async () => {
    asked.name = "CountVowels";
    await ui.lens("Generate Go implementation").first().click();
    const panel = await ui.panel();
    await panel.locator("h1", { hasText: "CountVowels" }).waitFor();
    await panel.locator("#verdict", { hasText: "Exhausted" }).waitFor({ timeout: 500_000 });
    const tried = await panel.locator(".attempt").count();
    await panel.locator("form.more input").fill(hint);
    await ui.picture("try-more");
    await panel.locator("vscode-button", { hasText: "Try more" }).click();
    await panel.locator("#verdict", { hasText: /Passing|Verified/ }).waitFor({ timeout: 500_000 });
    assert.ok((await panel.locator(".attempt").count()) > tried);
    assert.ok(model.prompts.at(-1)?.includes(hint));
    await ui.picture("tried-more");
  });

  it("offers tests with a body that no test decides, in one review, and applies them when told to", async () => {
    asked.name = "Half";
    writeFileSync(join(ui.folder, "words/half.go"), halfStub);
    await ui.quickOpen("half.go");
    await ui.lens("Generate Go implementation").first().click();
    const panel = await ui.panel();
    await panel.locator("h1", { hasText: "Half" }).waitFor();
    const card = panel.locator(".card", { has: panel.locator("#verdict") });
    await card.locator("h2", { hasText: "Suggested" }).waitFor({ timeout: 500_000 });
    assert.deepEqual(await card.locator(".offered li").allTextContents(), [
      "Half(3) == 2",
      "Half(4) == 2",
      "Half(0) == 0",
    ]);
    await ui.picture("tests-offered");
    await card.locator("vscode-button", { hasText: "Review diff" }).click();
    const review = ui.page.locator(".multiDiffEditor, .multi-diff-editor");
    for (const name of ["half.go", "half_test.go"])
      await review.locator(".file-path", { hasText: name }).first().waitFor();
    await ui.picture("tests-offered-review");
    await ui.page.keyboard.press("Control+w");
    await review.first().waitFor({ state: "detached" });
    await card.locator("vscode-button", { hasText: "Apply with tests" }).click();
    await card.locator("vscode-badge", { hasText: "applied" }).waitFor();
    await eventually(() => assert.match(ui.files()["words/half_test.go"] ?? "", /nobody has confirmed/));
  });

  it("has its history after a reload, and forgets it when told to", async () => {
    await ui.page.reload();
    const tab = () => ui.page.getByRole("tab", { name: /^Stubwright/ }).first();
    await tab().click();
    await row("CountVowels").waitFor();
    await eventually(async () =>
      assert.match((await row("Initials").getAttribute("aria-label")) ?? "", /(passing|verified), applied/),
    );
    await ui.picture("history");
    await eventually(async () => {
      await ui.palette("Stubwright: Clear Run History");
      await row("CountVowels").waitFor({ state: "detached", timeout: 5_000 });
    });
    await row("Initials").waitFor({ state: "detached" });
    await ui.picture("history-cleared");
    await ui.page.reload();
    // Whether the view is open again depends on how much of the layout the window had kept.
    const none = ui.page.locator(".welcome-view-content", { hasText: "No runs yet" });
    await eventually(async () => {
      if (!(await none.isVisible())) await tab().click();
      await none.waitFor({ timeout: 5_000 });
    });
  });
});
