import type { Grader } from "../../preload/contract/graders.ts";

export type Operation = Extract<Grader, { type: "string_check" }>["operation"];

/** Steps that a pattern may take: one with many wildcards over a long text takes the product of both. */
const mostSteps = 4_000_000;

/**
 * Whether a text passes. `like` and `ilike` mean "contains" in Microsoft's page on reinforcement fine-tuning; its page on
 * graders says otherwise, see `likeByWildcards`.
 */
export function passes(operation: Operation, text: string, reference: string): boolean {
  switch (operation) {
    case "eq":
      return text === reference;
    case "ne":
      return text !== reference;
    case "like":
      return text.includes(reference);
    case "ilike":
      return text.toLowerCase().includes(reference.toLowerCase());
  }
}

/**
 * `like` and `ilike` as a pattern for the whole text, the other reading of Microsoft's pages: `%` stands for any
 * characters, `_` for one, as in SQL. Null for the other operations, and for a pattern that would take too long.
 */
export function likeByWildcards(operation: Operation, text: string, pattern: string): boolean | null {
  if (operation !== "like" && operation !== "ilike") return null;
  if (text.length * pattern.length > mostSteps) return null;
  return operation === "like"
    ? isMatch([...text], [...pattern])
    : isMatch([...text.toLowerCase()], [...pattern.toLowerCase()]);
}

/** Goes back to the last `%` only: what an earlier one could take, it can take, too. */
function isMatch(text: readonly string[], pattern: readonly string[]): boolean {
  let [at, place] = [0, 0];
  let retry: { at: number; place: number } | null = null;
  while (at < text.length) {
    const sign = pattern[place];
    if (sign === "%") {
      retry = { at, place };
      place += 1;
    } else if (sign !== undefined && (sign === "_" || sign === text[at])) {
      at += 1;
      place += 1;
    } else if (retry) {
      retry.at += 1;
      at = retry.at;
      place = retry.place + 1;
    } else return false;
  }
  return pattern.slice(place).every((sign) => sign === "%");
}
