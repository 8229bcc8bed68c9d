/** Every suite: TypeScript through tsx, and a limit that only a hang reaches. */
module.exports = { require: ["tsx/cjs"], extension: ["ts"], timeout: 120_000, forbidOnly: true };
