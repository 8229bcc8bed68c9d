/** Every suite: TypeScript through tsx (the second for dynamic imports), and a limit that only a hang reaches. */
module.exports = { require: ["tsx/cjs", "tsx/esm"], extension: ["ts"], timeout: 120_000, forbidOnly: true };
