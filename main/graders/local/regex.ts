import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { compilePattern } from "../scripts/patterns.ts";
import type { Scripts } from "../scripts/scripts.ts";
import { type GradeAnswer, placesOf, readOwn, unfilled, ungraded, verdict } from "./graded.ts";

/** Whether a pattern is found. What is no pattern, and one that takes too long over a text, leaves it without a grade. */
export function compileRegex(grader: GraderOf<"regex">, scripts: Pick<Scripts, "run"> | null): GradeAnswer {
  const input = readOwn(grader.input);
  let matches: ReturnType<typeof compilePattern>;
  try {
    matches = compilePattern(grader.pattern, grader.flags, scripts);
  } catch (error) {
    const said = error instanceof Error ? error.message : null;
    return () => ungraded("pattern_wrong", said);
  }
  return (graded) => {
    const text = input(placesOf(graded));
    if ("error" in text) return unfilled(text);
    const found = matches(text.text, graded.model);
    return typeof found === "boolean" ? verdict(found !== grader.isNegated) : ungraded(found.error);
  };
}
