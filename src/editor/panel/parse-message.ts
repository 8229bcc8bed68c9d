import type { Act, FromPanel } from "../../core/events/panel-messages";

type Fields = Readonly<Record<string, unknown>>;

/** A message of the panel; undefined for anything else, since a page's word is not to be taken for it. */
export function parseMessage(value: unknown): FromPanel | undefined {
  if (!isFields(value)) return undefined;
  if (value["type"] === "ready") return { type: "ready" };
  const { type, id, act } = value;
  if (type !== "act" || typeof id !== "string" || !isFields(act)) return undefined;
  const known = parseAct(act);
  return known && { type, id, act: known };
}

function parseAct(act: Fields): Act | undefined {
  const { type, attempt, withTests, hint, answer, file, line, column } = act;
  switch (type) {
    case "cancel":
    case "discard":
    case "open-target":
      return { type };
    case "review":
      return attempt === undefined || isCount(attempt) ? { type, attempt } : undefined;
    case "apply": {
      if (attempt !== undefined && !isCount(attempt)) return undefined;
      return withTests === true ? { type, attempt, withTests } : { type, attempt };
    }
    case "more":
      return hint === undefined || typeof hint === "string" ? { type, hint } : undefined;
    case "answer":
      return answer === undefined || isCount(answer) ? { type, answer } : undefined;
    case "open-candidate":
      return isCount(attempt) && typeof file === "string" && isCount(line) && isCount(column)
        ? { type, attempt, file, line, column }
        : undefined;
    default:
      return undefined;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
