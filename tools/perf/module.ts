import { cpSync } from "node:fs";
import { join } from "node:path";

/** The easy stub that everything here is about. */
export const easy = { file: "sum.go", name: "Sum" } as const;

/** A module with that stub and its test, in a folder that is there or not. */
export const copyModule = (to: string): void =>
  cpSync(join(__dirname, "../../test/fixtures/modules/e2e"), to, { recursive: true });
