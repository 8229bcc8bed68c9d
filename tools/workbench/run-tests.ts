import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { cacheDir } from "../../src/session/cache";
import { installWorkbench } from "./install";
import { oldest, type WorkbenchVersion } from "./version";

const root = join(__dirname, "../..");

/** One window: its tests see a workspace of their own, a copy of test/fixtures/editor. */
export interface EditorWindow {
  /** Folder below test/editor, whose *.test.ts files run in it. */
  readonly tests: string;
  /** Whether the workspace is opened without being trusted. */
  readonly untrusted: boolean;
}

export const windows: readonly EditorWindow[] = [
  { tests: "window", untrusted: false },
  { tests: "untrusted", untrusted: true },
];

/**
 * Runs the tests of one window in a real extension host.
 * @param report the file that the counts go to
 * @returns false where the window ended in any other way than with all tests passed
 */
export async function runWindow(
  window: EditorWindow,
  version: WorkbenchVersion,
  report: string,
): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), "stubwright-editor-"));
  const workspace = join(scratch, "workspace");
  cpSync(join(root, "test/fixtures/editor"), workspace, { recursive: true });
  try {
    await runTests({
      vscodeExecutablePath: await executable(window, version),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, "test/editor/index.cjs"),
      launchArgs: [
        workspace,
        `--user-data-dir=${join(scratch, "user")}`,
        `--extensions-dir=${join(scratch, "extensions")}`,
      ],
      extensionTestsEnv: {
        STUBWRIGHT_TEST_REPORT: report,
        STUBWRIGHT_TEST_FILES: JSON.stringify(testsOf(window)),
        STUBWRIGHT_WORKBENCH: version.codeServer,
        STUBWRIGHT_WORKBENCH_TRUST: window.untrusted ? "ask" : "given",
      },
    });
    return true;
  } catch (error) {
    console.error(String(error));
    return false;
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** STUBWRIGHT_TEST_GREP in the environment picks tests by their names, in the window. */
const testsOf = ({ tests }: EditorWindow): readonly string[] => {
  const dir = join(root, "test/editor", tests);
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith(".test.ts"))
    .sort()
    .map((name) => join(dir, name));
};

/**
 * VS Code of its vendor where it can be had; else the workbench from packages. A desktop build needs a screen, and
 * @vscode/test-electron trusts every workspace in it.
 */
async function executable({ untrusted }: EditorWindow, version: WorkbenchVersion): Promise<string> {
  const noScreen = process.platform === "linux" && !process.env["DISPLAY"];
  if (!untrusted && !noScreen) {
    const wanted = version === oldest ? version.vscode : "stable";
    const cachePath = join(cacheDir(process.env), "vscode");
    const found = await downloadAndUnzipVSCode({ version: wanted, cachePath, timeout: 30_000 }).catch(
      (error: Error) => console.log(`VS Code cannot be downloaded (${error.message}); taking the workbench`),
    );
    if (found !== undefined) return found;
  }
  installWorkbench(version, console.log);
  return join(__dirname, "code.cjs");
}
