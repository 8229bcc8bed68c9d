import assert from "node:assert/strict";
import { join } from "node:path";
import axe from "axe-core";
import type { Locator } from "playwright-core";
import { eventually } from "../support/eventually";
import { type Film, startFilm } from "./film";
import { canDrive, openUi, pictures, type UiWindow } from "./window";

/** As a person would: the packaged extension, the embedded model, the real toolchain. Each step goes on from the last. */
describe("a window of VS Code", function () {
  this.timeout(1_200_000);
  this.bail(true);
  let ui: UiWindow;
  let film: Film | undefined;

  before(async function () {
    if (!canDrive) this.skip();
    ui = await openUi();
  });
  after(() => ui?.close());
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await ui.picture("failure");
  });

  const editor = () => ui.page.locator(".editor-instance .monaco-editor").first();
  const saved = (): string => ui.files()["words/words.go"] ?? "";
  const tab = (name: string) => ui.page.locator(".tab", { hasText: name });
  const close = async (shown: Locator): Promise<void> => {
    await ui.page.keyboard.press("Control+w");
    await shown.waitFor({ state: "detached" });
  };

  it("shows a lens over each stub", async () => {
    await ui.openFile();
    await eventually(async () => assert.equal(await ui.lens("Generate Go implementation").count(), 2));
    await ui.picture("lens");
  });

  it("begins a run at a click, and shows its attempts as they are written", async () => {
    if (pictures !== undefined) film = await startFilm(ui.page);
    await ui.lens("Generate Go implementation").nth(1).click();
    const panel = await ui.panel();
    await panel.locator("h1", { hasText: "Initials" }).waitFor();
    await panel.locator(".draft").first().waitFor({ timeout: 600_000 });
    await ui.lens("Generating").waitFor();
    await ui.picture("running");
    await panel.locator(".chip").first().waitFor({ timeout: 600_000 });
  });

  it("ends with a grade and its reason, and has written nothing until then", async () => {
    const before = ui.files();
    const panel = await ui.panel();
    await panel.locator("#verdict").waitFor({ timeout: 1_000_000 });
    await panel.locator("#verdict", { hasText: /Verified|Passing/ }).waitFor();
    assert.deepEqual(ui.files(), before);
    await ui.picture("verdict");
    if (pictures !== undefined && film !== undefined)
      console.log(
        `the film is ${(await film.end(join(pictures, "run.webp"), 16)).toFixed(1)} times faster than life`,
      );
  });

  it("opens an attempt: its code, what changed, the exact prompt", async () => {
    const panel = await ui.panel();
    const attempt = panel.locator(".attempt").nth(1);
    const holds = (nth: number, text: string) =>
      attempt.locator("vscode-tab-panel").nth(nth).filter({ hasText: text, visible: true }).waitFor();
    await attempt.locator(".disclose").click();
    await holds(0, "func Initials");
    await attempt.locator("vscode-tab-header").nth(2).click();
    await holds(2, "Initials returns the first");
    await attempt.locator("vscode-tab-header").nth(1).click();
    await holds(1, "Initials");
    await ui.picture("attempt");
  });

  for (const theme of ["Dark Modern", "Light Modern", "Dark High Contrast"])
    it(`has nothing for axe to object to in ${theme}`, async () => {
      await ui.setTheme(theme);
      const panel = await ui.panel();
      await ui.picture(`theme-${theme.toLowerCase().replaceAll(" ", "-")}`);
      await panel.evaluate(axe.source);
      const { violations } = (await panel.evaluate("axe.run()")) as axe.AxeResults;
      assert.deepEqual(
        violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target} ${node.failureSummary}`)),
        [],
      );
    });

  it("is there again after the window was reloaded", async () => {
    await ui.setTheme("Dark Modern");
    await ui.page.reload();
    const panel = await ui.panel();
    await panel.locator("#verdict").waitFor();
    await panel.locator("#details-2").waitFor(); // What was opened is open.
  });

  it("leads to a read-only document of the candidate", async () => {
    const panel = await ui.panel();
    await panel.locator("#details-2 vscode-button", { hasText: "Open as document" }).click();
    await tab("words.go").nth(1).waitFor();
    await close(tab("words.go").nth(1));
  });

  it("shows one diff", async () => {
    const panel = await ui.panel();
    await panel.locator(".card vscode-button", { hasText: "Review diff" }).click();
    const diff = ui.page.locator(".monaco-diff-editor");
    await diff.waitFor();
    await ui.picture("review");
    await close(diff);
  });

  it("applies it as one step that one undo takes back", async () => {
    const panel = await ui.panel();
    const stub = saved();
    await panel.locator(".card vscode-button", { hasText: "Apply" }).click();
    await panel.locator("vscode-badge", { hasText: "applied" }).waitFor();
    assert.equal(saved(), stub, "what was applied is not saved");
    await ui.picture("applied");
    await editor().locator(".view-lines").click();
    await ui.page.keyboard.press("Control+s");
    await eventually(() => assert.notEqual(saved(), stub));
    assert.doesNotMatch(saved().slice(saved().indexOf("func Initials")), /not implemented/);
    await ui.page.keyboard.press("Control+z");
    await ui.lens("Generate Go implementation").nth(1).waitFor();
    await ui.page.keyboard.press("Control+s");
    await eventually(() => assert.equal(saved(), stub));
  });

  it("lists the run with its outcome", async () => {
    await ui.page
      .locator(".activitybar")
      .getByRole("tab", { name: /^Stubwright/ })
      .click();
    const row = ui.page.locator(".pane-body .monaco-list-row", { hasText: "Initials" });
    await eventually(async () =>
      assert.match((await row.getAttribute("aria-label")) ?? "", /(passing|verified), applied/),
    );
    await ui.picture("list");
  });
});
