/**
 * All that may open a model. A bundle of its own: the clients of model servers are most of the program, and `check` would
 * take as long to read them as to judge a text.
 */

export { openModel, printModels, pullModel } from "../model";
export { benchCommand, benchWorker } from "./bench";
export { doctor } from "./doctor";
export { fix } from "./fix";
export { implement } from "./implement";
export { test } from "./test";
