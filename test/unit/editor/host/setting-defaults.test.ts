import assert from "node:assert/strict";
import { contributes } from "../../../../package.json";
import { settingDefaults } from "../../../../src/editor/host/setting-defaults";

describe("the settings that the editor reads", () => {
  const declared = Object.entries(contributes.configuration.properties).map(
    ([id, { default: value }]) => [id.replace("stubwright.", ""), value] as const,
  );

  it("are those of package.json with their defaults", () =>
    assert.deepEqual(Object.fromEntries(declared), settingDefaults));
});
