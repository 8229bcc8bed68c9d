import assert from "node:assert/strict";
import { eventually } from "../support/eventually";
import { type FakeModel, startFakeModel } from "../support/fake-model";
import { canDrive, openUi, type UiWindow } from "./window";

const initials = `\`\`\`go
func Initials(name string) string {
	letters := ""
	for _, word := range strings.Fields(name) {
		letters += strings.ToUpper(word[:1])
	}
	return letters
}
\`\`\`
`;

/** The Testing view is filled by another extension; a scripted model answers, since the way there is what counts. */
describe("the Testing view of another extension", function () {
  this.timeout(600_000);
  this.bail(true);
  let ui: UiWindow;
  let model: FakeModel;

  before(async function () {
    if (!canDrive) this.skip();
    model = await startFakeModel({ answer: () => initials });
    ui = await openUi({
      machine: { "stubwright.server": model.url },
      settings: { "stubwright.budget": 2 },
      extensions: ["go-tests"],
    });
  });
  after(async () => {
    await ui?.close();
    await model?.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await ui.picture("failure");
  });

  const item = (name: string) =>
    ui.page.locator(".test-explorer .monaco-list-row", { hasText: new RegExp(`^\\s*${name}`) });
  const entry = () => ui.page.locator(".monaco-menu .action-item", { hasText: "Make Test Pass" });

  /** A key pressed before the menu has the focus goes elsewhere, so it is pressed until the menu is gone. */
  const closeMenu = () =>
    eventually(async () => {
      await ui.page.keyboard.press("Escape");
      assert.equal(await ui.page.locator(".monaco-menu").count(), 0);
    });

  it("offers nothing on a file", async () => {
    await ui.page
      .getByRole("tab", { name: /^Testing/ })
      .first()
      .click();
    await item("words_test.go").waitFor();
    await item("words_test.go").click({ button: "right" });
    await ui.page.locator(".monaco-menu .action-item", { hasText: "Go to Test" }).first().waitFor();
    assert.equal(await entry().count(), 0);
    await closeMenu();
  });

  it("makes a test pass from its item's menu", async () => {
    await closeMenu();
    await item("words_test.go").click();
    await ui.page.keyboard.press("ArrowRight");
    await item("TestInitials").waitFor();
    await item("TestInitials").click({ button: "right" });
    await entry().waitFor();
    await ui.picture("testing-view-menu");
    // A menu takes no click in its first moment, lest the one that opened it chooses from it.
    await eventually(async () => {
      if ((await entry().count()) > 0) await entry().click({ timeout: 2_000 });
      assert.equal(await entry().count(), 0);
    });
    const panel = await ui.panel();
    await panel.locator("h1", { hasText: "Initials" }).waitFor({ timeout: 300_000 });
    await panel.locator("#verdict", { hasText: "Passing" }).waitFor({ timeout: 300_000 });
    await ui.picture("testing-view-run");
  });
});
