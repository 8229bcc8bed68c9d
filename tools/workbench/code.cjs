#!/usr/bin/env node
// Stands in for VS Code's executable: takes the arguments that @vscode/test-electron passes.
require("tsx/cjs");
require("./code.ts");
