/**
 * All that may open a model. A bundle of its own: the clients of model servers are most of the program, and `check` would
 * take as long to read them as to judge a text.
 */
export { benchCommand, benchWorker } from "./commands/bench";
export { doctor } from "./commands/doctor";
export { fix } from "./commands/fix";
export { implement } from "./commands/implement";
export { test } from "./commands/test";
export { openModel, printModels, pullModel } from "./model";
