/** `npx tsx tools/workbench/prepare.ts [oldest]`: fetches the workbench into the cache. */
import { installWorkbench } from "./install";
import { current, oldest } from "./version";

installWorkbench(process.argv[2] === "oldest" ? oldest : current, console.log);
