import type { Grade, Grader, SingleGrader } from "../../preload/contract/graders.ts";
import { readFormula } from "./formula.ts";
import type { Scored } from "./model-grader.ts";

type Multi = Extract<Grader, { type: "multi" }>;

/**
 * The score of several graders by their formula. One that the formula names and that gave no score leaves the whole
 * without one, and says why.
 */
export async function scoreByAll(
  { graders, calculate_output: text }: Multi,
  scored: (grader: SingleGrader) => Promise<Scored>,
): Promise<Scored & Pick<Grade, "parts">> {
  const results = new Map(
    await Promise.all(
      Object.entries(graders).map(async ([name, grader]) => [name, await scored(grader)] as const),
    ),
  );
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
