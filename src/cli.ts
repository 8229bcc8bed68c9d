import { Command } from "commander";

const program = new Command("stubwright").description(
  "Go stubs, drafted by a small local model and judged by the Go toolchain.",
);
program.parse();
