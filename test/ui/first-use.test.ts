import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedModel } from "../../src/model/embedded-model";
import { modelPath } from "../../src/model/pull";
import { cacheDir } from "../../src/session/cache";
import { eventually } from "../support/eventually";
import { type FakeModel, startFakeModel } from "../support/fake-model";
import { type ModelMirror, startModelMirror } from "./model-mirror";
import { canDrive, openUi, type UiWindow } from "./window";

/** Where the person who runs these tests has one, it is found in every window. */
const hasGopls = (): boolean =>
  spawnSync("gopls", ["version"]).status === 0 || existsSync(join(homedir(), "go/bin/gopls"));

/** No model, no gopls, nothing chosen: from there to the first applied diff, with the embedded model. */
describe("a window of somebody who begins", function () {
  this.timeout(600_000);
  this.bail(true);
  let ui: UiWindow;
  let mirror: ModelMirror;
  let server: FakeModel;
  const cache = mkdtempSync(join(tmpdir(), "stubwright-first-"));

  before(async function () {
    if (!canDrive) this.skip();
    mirror = await startModelMirror(modelPath(embeddedModel, join(cacheDir(process.env), "models")));
    server = await startFakeModel({ answer: () => "" });
    const GOMODCACHE = execFileSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" }).trim();
    ui = await openUi({
      machine: { "stubwright.mirror": mirror.url },
      env: { STUBWRIGHT_CACHE: cache, GOPATH: join(cache, "go"), GOBIN: "", GOMODCACHE },
    });
  });
  after(async () => {
    await ui?.close();
    await mirror?.close();
    await server?.close();
    rmSync(cache, { recursive: true, force: true, maxRetries: 3 });
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await ui.picture("failure");
  });

  const toast = (text: string) => ui.page.locator(".notification-toast", { hasText: text });
  const button = (text: string) =>
    ui.page.locator(".gettingStartedContainer .monaco-button", { hasText: text });
  const choice = (text: string | RegExp) =>
    ui.page.locator(".quick-input-list .monaco-list-row", { hasText: text });
  const input = () => ui.page.locator(".quick-input-widget input.input");
  const step = (title: string) => ui.page.locator(".getting-started-step", { hasText: title });

  it("finds the walkthrough", async () => {
    await ui.palette("Welcome: Open Walkthrough...");
    await choice("Get Started with Stubwright").click();
    await button("Choose a model").waitFor();
    await ui.picture("walkthrough");
  });

  it("is given a choice of models: what it is, its size, its licence, where it goes", async () => {
    await button("Choose a model").click();
    const embedded = choice("Embedded model");
    await embedded.waitFor();
    await eventually(async () => {
      const said = (await embedded.getAttribute("aria-label")) ?? "";
      for (const word of [embeddedModel.id, "491 MB", "Apache-2.0", mirror.url, cache])
        assert.ok(said.includes(word), `${said} lacks ${word}`);
    });
    await choice(/A server/).waitFor();
    await choice("A GGUF file").waitFor();
    await ui.picture("models");
    await embedded.click();
  });

  it("sees the download's progress and can cancel it", async () => {
    const progress = toast(`Downloading ${embeddedModel.id}`);
    await progress.filter({ hasText: /[1-9]\d? % of 491 MB/ }).waitFor();
    await ui.picture("download");
    await progress.getByRole("button", { name: "Cancel" }).click();
    await progress.waitFor({ state: "detached" });
    assert.equal(existsSync(modelPath(embeddedModel, join(cache, "models"))), false);
  });

  it("goes on with it where it was cancelled", async () => {
    await button("Choose a model").click();
    await choice("Embedded model").click();
    await eventually(() => assert.ok(existsSync(modelPath(embeddedModel, join(cache, "models")))));
    assert.equal(mirror.begins.length, 2);
    assert.ok((mirror.begins[1] ?? 0) > 0);
    await toast("Downloading").waitFor({ state: "detached" });
  });

  it("opens the sample and begins a run there", async () => {
    await step("Open the sample").click();
    await button("Open the sample").click();
    await ui.lens("Generate Go implementation").waitFor();
    await ui.picture("sample");
    await ui.page.locator(".tab", { hasText: "Welcome" }).click();
    await step("Generate").click();
    await button("Generate Go implementation").click();
    const panel = await ui.panel();
    await panel.locator("h1", { hasText: "CountVowels" }).waitFor();
  });

  it("sees it end with a grade", async () => {
    const panel = await ui.panel();
    await panel.locator("#verdict", { hasText: /Passing|Verified/ }).waitFor({ timeout: 500_000 });
  });

  it("is offered the gopls that fits, since the run had to do without", async function () {
    if (hasGopls()) this.skip();
    const panel = await ui.panel();
    const offer = toast("gopls was not found");
    await offer.waitFor();
    await panel.locator(".note", { hasText: "gopls was not found" }).waitFor();
    assert.equal(
      await panel.locator(".note", { hasText: "gopls was not found" }).count(),
      1,
      "it is said once",
    );
    await ui.picture("gopls-offer");
    await offer.getByRole("button", { name: /^Install gopls v/ }).click();
    await toast("Installing gopls").waitFor();
    await toast("gopls is installed").waitFor({ timeout: 500_000 });
    await ui.picture("gopls-installed");
  });

  it("applies its first diff", async () => {
    const panel = await ui.panel();
    await panel.locator(".card vscode-button", { hasText: "Review diff" }).click();
    await ui.page.locator(".monaco-diff-editor").waitFor();
    await panel.locator(".card vscode-button", { hasText: "Apply" }).click();
    await panel.locator("vscode-badge", { hasText: "applied" }).waitFor();
    await ui.lens("Generate Go implementation").waitFor({ state: "detached" });
  });

  it("names a server in its place", async () => {
    // The list closes when something else takes the focus, as the document does a moment after it was applied to.
    await eventually(async () => {
      await ui.palette("Stubwright: Select Model…");
      await choice(/A server/).click({ timeout: 5_000 });
    });
    await ui.picture("server-address");
    await input().fill(server.url);
    await input().press("Enter");
    await ui.page.locator(".quick-input-title", { hasText: "API Key" }).waitFor();
    await ui.picture("server-key");
    await input().press("Enter");
    await ui.page.locator(".statusbar-item", { hasText: "scripted" }).waitFor();
    await eventually(() => {
      const settings = readFileSync(join(ui.userDataDir, "Machine/settings.json"), "utf8");
      assert.match(settings, /"stubwright\.model": "scripted"/);
      assert.ok(settings.includes(`"stubwright.server": "${server.url}"`), settings);
    });
  });
});
