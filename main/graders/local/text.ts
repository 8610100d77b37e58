import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { type GradeAnswer, placesOf, readOwn, unfilled, verdict } from "./graded.ts";

type Text = GraderOf<"text">;

const checks: Record<Text["operation"], (text: string, expected: string) => boolean> = {
  equals: (text, expected) => text === expected,
  contains: (text, expected) => text.includes(expected),
  starts_with: (text, expected) => text.startsWith(expected),
  ends_with: (text, expected) => text.endsWith(expected),
};

/** Compares texts by their code units, unless the case or blanks are not to count. */
export function compileText(grader: Text): GradeAnswer {
  const [input, expected] = [readOwn(grader.input), readOwn(grader.expected)];
  const check = checks[grader.operation];
  const plain = (text: string): string => {
    const blank = grader.ignoreBlanks ? text.replace(/\s+/g, " ").trim() : text;
    return grader.ignoreCase ? blank.toLowerCase() : blank;
  };
  return (graded) => {
    const places = placesOf(graded);
    const text = input(places);
    if ("error" in text) return unfilled(text);
    const wanted = expected(places);
    if ("error" in wanted) return unfilled(wanted);
    return verdict(check(plain(text.text), plain(wanted.text)) !== grader.isNegated);
  };
}
