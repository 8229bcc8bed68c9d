import type { Problem } from "../../core/problem/codes";
import { worded } from "../../core/problem/wording";

/** A problem as the editor words it. */
export const problemMessage = (problem: Problem): string => worded(problem, "editor");
