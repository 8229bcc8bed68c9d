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

const parseAct = (act: Fields): Act | undefined => {
  const { type } = act;
  return typeof type === "string" && Object.hasOwn(acts, type) ? acts[type as Act["type"]](act) : undefined;
};

/** Every act by its type, from fields that may be anything. */
const acts: Readonly<Record<Act["type"], (fields: Fields) => Act | undefined>> = {
  cancel: () => ({ type: "cancel" }),
  discard: () => ({ type: "discard" }),
  "open-target": () => ({ type: "open-target" }),
  review: ({ attempt }) => (isOptional(attempt, isCount) ? { type: "review", attempt } : undefined),
  apply: ({ attempt, withTests }) =>
    isOptional(attempt, isCount)
      ? { type: "apply", attempt, ...(withTests === true ? { withTests } : {}) }
      : undefined,
  more: ({ hint }) => (isOptional(hint, isText) ? { type: "more", hint } : undefined),
  answer: ({ answer }) => (isOptional(answer, isCount) ? { type: "answer", answer } : undefined),
  "open-candidate": ({ attempt, file, line, column }) =>
    isCount(attempt) && isText(file) && isCount(line) && isCount(column)
      ? { type: "open-candidate", attempt, file, line, column }
      : undefined,
};

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isText = (value: unknown): value is string => typeof value === "string";
const isOptional = <T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined =>
  value === undefined || is(value);
