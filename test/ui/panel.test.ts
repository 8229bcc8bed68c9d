import assert from "node:assert/strict";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import type { RunEvent } from "../../src/core/events/events";
import type { OfferedTests } from "../../src/core/events/offered-tests";
import { emptyView, fold } from "../../src/core/events/view";
import { eventually } from "../support/eventually";
import { hasChromium, launch, openPanel, type PanelPage, recorded, statusOf, type Theme } from "./page";

const themes: readonly Theme[] = ["dark", "light", "high-contrast", "high-contrast-light"];

/** Recordings of real runs of the embedded model: one that ends well, one that fails for long. */
const runs = ["CountVowels", "Initials"] as const;

const offered: OfferedTests = {
  edit: { files: [] },
  diff: "",
  cases: [
    { text: 'CountVowels("") == 0', origin: "person" },
    { text: 'CountVowels("hello") == 2', origin: "model" },
    { text: 'CountVowels("sky") == 0', origin: "model" },
  ],
  killed: 5,
  mutants: 7,
};

describe("the panel in a browser", () => {
  let browser: Browser;
  let panel: PanelPage;

  before(async function () {
    if (hasChromium()) browser = await launch();
    else this.skip();
  });
  after(() => browser?.close());
  afterEach(async () => {
    await panel.page.context().close();
    assert.deepEqual(panel.errors, []);
  });

  const open = async (events: readonly RunEvent[], state: "running" | "finished", theme: Theme = "dark") => {
    panel = await openPanel(browser, theme);
    await panel.post({ type: "snapshot", run: statusOf(recorded(runs[0]), state), events });
    return panel.page;
  };
  const acts = async () =>
    (await panel.sent()).flatMap((message) => (message.type === "act" ? [message.act] : []));

  for (const name of runs) {
    const events = recorded(name);
    const { attempts, finished } = events.reduce(fold, emptyView);
    assert.ok(finished);

    it(`shows ${name} attempt by attempt, as the fold of its events has it`, async () => {
      const page = await open([], "running");
      const status = statusOf(events, "running");
      await panel.post({ type: "snapshot", run: status, events: [] });
      for (let at = 0; at < events.length; at += 40)
        await panel.post({ type: "events", id: status.id, events: events.slice(at, at + 40) });
      await panel.post({ type: "status", run: { ...status, state: "finished" } });
      const shown = await page
        .locator(".attempt")
        .evaluateAll((rows) =>
          rows.map((row) =>
            [...row.querySelectorAll(".chip span:nth-child(2)")].map((chip) => chip.textContent),
          ),
        );
      assert.deepEqual(
        shown,
        attempts.map(({ gates }) => gates.map(({ gate }) => gate)),
      );
      const verdict = await page.locator("section", { has: page.locator("#verdict") }).textContent();
      assert.match(verdict ?? "", new RegExp(finished.outcome, "i"));
      assert.ok(verdict?.includes(finished.reason));
    });

    it(`shows the same of ${name} from one snapshot`, async () => {
      const live = await open(events.slice(0, 5), "finished");
      const { id } = statusOf(recorded(runs[0]), "finished");
      await panel.post({ type: "events", id, events: events.slice(5) });
      const grown = await live.locator("#panel").textContent();
      await live.context().close();
      const fresh = await open(events, "finished");
      assert.equal(await fresh.locator("#panel").textContent(), grown);
    });
  }

  const failing = recorded("Initials");

  for (const theme of themes)
    it(`has nothing for axe to object to in ${theme}`, async () => {
      const page = await open(failing, "finished", theme);
      await page.locator(".disclose").first().click();
      await page.locator(".disclose").nth(1).click();
      await page.locator("#attempt-2 vscode-tab-header").nth(1).click();
      await page.locator("#attempt-2 .diff").waitFor();
      assert.deepEqual(await violations(), []);
    });

  it("has nothing for axe to object to in any tab, nor while it runs", async () => {
    const half = failing.slice(0, failing.length / 2);
    const page = await open(half, "running");
    await page.locator(".disclose").first().click();
    for (const tab of [2, 3, 4]) {
      await page.locator("#attempt-1 vscode-tab-header").nth(tab).click();
      const shown = page.locator("#attempt-1 vscode-tab-panel").nth(tab);
      await shown.filter({ hasText: /\S/, visible: true }).waitFor();
      assert.deepEqual(await violations(), [], `tab ${tab}`);
    }
  });

  it("says what was clicked", async () => {
    const events = recorded("CountVowels");
    const page = await open(events, "finished");
    for (const name of ["Review diff", "Apply", "Discard"])
      await page.locator(".card vscode-button", { hasText: name }).click();
    await page.locator("vscode-textfield input").fill("use a map");
    await page.locator("vscode-button", { hasText: "Try more" }).click();
    await page.locator("header .link").click();
    assert.deepEqual(await acts(), [
      { type: "review", attempt: undefined },
      { type: "apply", attempt: undefined },
      { type: "discard" },
      { type: "more", hint: "use a map" },
      { type: "open-target" },
    ]);
  });

  it("offers tests that the model stated apart from the body", async () => {
    const events = recorded("CountVowels").map((event) =>
      event.type === "finished" ? { ...event, outcome: "suggested" as const, tests: offered } : event,
    );
    const page = await open(events, "finished");
    const card = page.locator(".card", { has: page.locator("#verdict") });
    assert.match((await card.textContent()) ?? "", /2 cases proposed by the model and 1 of your own/);
    assert.deepEqual(
      (await card.locator(".offered li").allTextContents()).map((text) => text.trim()),
      offered.cases.map(({ text, origin }) => (origin === "person" ? `${text} yours` : text)),
    );
    assert.deepEqual(await violations(), []);
    await card.getByText("Apply", { exact: true }).click();
    await card.locator("vscode-button", { hasText: "Apply with tests" }).click();
    assert.deepEqual(await acts(), [
      { type: "apply", attempt: undefined },
      { type: "apply", attempt: undefined, withTests: true },
    ]);
  });

  it("offers Cancel while it runs, and what passes already", async () => {
    const events = recorded("CountVowels");
    const passed = events.findIndex((event) => event.type === "judged") + 1;
    const page = await open(events.slice(0, passed), "running");
    await page.locator(".card vscode-button", { hasText: "Apply" }).click();
    await page.locator("header vscode-button", { hasText: "Cancel" }).click();
    assert.deepEqual(await acts(), [{ type: "apply", attempt: 1 }, { type: "cancel" }]);
  });

  it("leads from a finding to its line", async () => {
    const page = await open(failing, "finished");
    await page.locator("#attempt-1 .finding").click();
    const [act] = await acts();
    const finding = failing.flatMap((e) =>
      e.type === "verdict" && e.verdict.status === "failed" ? e.verdict.findings : [],
    )[0];
    assert.ok(finding);
    const { file, line, column } = finding;
    assert.deepEqual(act, { type: "open-candidate", attempt: 1, file, line, column });
  });

  it("asks what the tests do not decide, and takes a click for an answer", async () => {
    const answers = [
      { attempts: [1], value: '"AL"' },
      { attempts: [2], value: '"al"' },
    ];
    const question: RunEvent = { at: 1, type: "question", call: 'Initials("ada lovelace")', answers };
    const page = await open([...failing.slice(0, 50), question], "running");
    assert.deepEqual(await violations(), []);
    await page.locator("vscode-button.answer").nth(1).click();
    await page.locator("vscode-button", { hasText: "Something else" }).click();
    assert.deepEqual(await acts(), [
      { type: "answer", answer: 1 },
      { type: "answer", answer: undefined },
    ]);
  });

  it("goes by keyboard from row to row, opens them, and keeps what was opened", async () => {
    const page = await open(failing, "finished");
    await page.locator(".disclose").first().focus();
    for (const key of ["ArrowDown", "ArrowDown", "Enter", "End", "Enter", "Home", "ArrowUp"])
      await page.keyboard.press(key);
    const last = failing.filter((event) => event.type === "attempt").length;
    await page.locator(`#details-${last}`).waitFor();
    await page.locator("#details-3").waitFor();
    assert.deepEqual((await panel.kept())?.opened, [3, last]);
    assert.equal(await page.locator(".disclose:focus").getAttribute("aria-controls"), "details-1");
  });

  it("tells a screen reader how attempts end", async () => {
    const judged = failing.findIndex((event) => event.type === "judged");
    const page = await open(failing.slice(0, judged), "running");
    const { id } = statusOf(recorded(runs[0]), "running");
    await panel.post({ type: "events", id, events: failing.slice(judged, judged + 1) });
    assert.match((await page.locator("[aria-live]").textContent()) ?? "", /^Attempt 1 refused at tests: /);
  });

  it("shows what a model writes as text, whatever it is", async () => {
    const text = '<img src=x onerror="document.title = \'run\'"><script>document.title = "run"</script>';
    const [started, ...others] = failing;
    assert.ok(started);
    const attempt = others.find((event) => event.type === "attempt");
    assert.ok(attempt?.type === "attempt");
    const page = await open([started, attempt, { at: 2, type: "text", attempt: 1, piece: text }], "running");
    assert.ok((await page.locator(".draft").textContent())?.includes(text));
    assert.equal(await page.title(), "Stubwright: run");
  });

  it("stands still where motion is not wanted", async () => {
    const page = await open(failing.slice(0, 20), "running");
    const animation = () =>
      page
        .locator(".title .codicon")
        .evaluate((icon) => icon.ownerDocument.defaultView?.getComputedStyle(icon).animationName);
    await eventually(async () => assert.equal(await animation(), "codicon-spin"));
    await page.emulateMedia({ reducedMotion: "reduce" });
    await eventually(async () => assert.equal(await animation(), "none"));
  });

  /** What axe has against the page, in short. */
  async function violations(): Promise<readonly string[]> {
    await panel.page.evaluate(axe.source);
    const found = (await panel.page.evaluate("axe.run()")) as axe.AxeResults;
    return found.violations.flatMap((v) =>
      v.nodes.map((node) => `${v.id}: ${node.html} ${node.failureSummary}`),
    );
  }
});
