/** Every setting below `stubwright.` with its default, as package.json declares them. */
export const settingDefaults = {
  "codeLens.enabled": true as boolean,
  "codeLens.tests": true as boolean,
  model: "",
  server: "",
  mirror: "",
  budget: 16 as number,
  sandbox: true as boolean,
  "test.tags": [] as readonly string[],
  "test.flags": [] as readonly string[],
  "test.allowNetwork": false as boolean,
  "test.allowWrites": false as boolean,
  "test.allowRead": [] as readonly string[],
  "test.onSave": false as boolean,
  "test.timeout": 30 as number,
  "test.loopTimeout": 10 as number,
  "test.totalTimeout": 600 as number,
  "test.importersTimeout": 20 as number,
  "imports.allowRequired": false as boolean,
  saveOnApply: false as boolean,
  "go.path": "",
  "go.timeout": 300 as number,
  memory: 4096 as number,
  "gopls.path": "",
  "gopls.trace.server": "off" as "off" | "messages" | "verbose",
};

export type SettingName = keyof typeof settingDefaults;
