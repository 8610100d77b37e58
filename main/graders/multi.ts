import type { Grade, Grader, SingleGrader } from "../../preload/contract/graders.ts";
import { readFormula } from "./formula.ts";
import type { Scored } from "./model-grader.ts";

type Multi = Extract<Grader, { type: "multi" }>;

/** The score of several graders by their formula; `scored` asks each of them. */
export async function scoreByAll(
  grader: Multi,
  scored: (grader: SingleGrader) => Promise<Scored>,
): Promise<Scored & Pick<Grade, "parts">> {
  const results = await Promise.all(
    Object.entries(grader.graders).map(async ([name, part]) => [name, await scored(part)] as const),
  );
  return combined(grader, new Map(results));
}

/**
 * The score that a formula makes of what its graders gave. One that the formula names and that gave no score leaves the
 * whole without one, and says why.
 */
export function combined(
  { calculate_output: text }: Multi,
  results: ReadonlyMap<string, Scored>,
): Scored & Pick<Grade, "parts"> {
  const parts = Object.fromEntries([...results].map(([name, { score }]) => [name, score]));
  const formula = readFormula(text);
  if ("fault" in formula) return { score: null, error: "formula_unread", said: text, parts };
  const values = new Map<string, number>();
  for (const name of formula.names) {
    const part = results.get(name);
    if (!part) return { score: null, error: "formula_unread", said: name, parts };
    if (part.score === null)
      return { score: null, error: part.error, said: [name, part.said].filter(Boolean).join(": "), parts };
    values.set(name, part.score);
  }
  const score = formula.valueOf(values);
  return { score, error: score === null ? "no_number" : null, said: null, parts };
}
