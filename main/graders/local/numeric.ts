import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { type GradeAnswer, placesOf, readOwn, unfilled, ungraded, verdict } from "./graded.ts";
import { type Numeral, numbersIn } from "./numbers.ts";

/** What the last digit of a binary fraction may differ by, so that 0.3 is within 0.1 of 0.2. */
const rounding = 1e-12;

/** A percent sign counts only beside a number without one: 50 % is 50 beside 50 %, and 0.5 beside 0.5. */
const beside = (one: Numeral, other: Numeral): number =>
  one.isPercent && !other.isPercent ? one.value / 100 : one.value;

/**
 * Whether a number of the answer is near enough to the one expected. An answer without the number fails, and so does one
 * with several where the only one is meant: that is the answer's fault. A row that does not expect exactly one number is
 * not graded.
 */
export function compileNumeric(grader: GraderOf<"numeric">): GradeAnswer {
  const [input, expected] = [readOwn(grader.input), readOwn(grader.expected)];
  const pick = (numbers: readonly Numeral[]): Numeral | undefined => {
    if (grader.which === "only") return numbers.length === 1 ? numbers[0] : undefined;
    return numbers.at(grader.which === "first" ? 0 : -1);
  };
  return (graded) => {
    const places = placesOf(graded);
    const wantedText = expected(places);
    if ("error" in wantedText) return unfilled(wantedText);
    const text = input(places);
    if ("error" in text) return unfilled(text);
    const [wanted, ...more] = numbersIn(wantedText.text);
    if (wanted === undefined || more.length > 0) return ungraded("expected_no_number", wantedText.text);
    const numbers = numbersIn(text.text);
    const found = pick(numbers);
    if (found === undefined) return verdict(false, numbers.map(({ value }) => value).join("; ") || null);
    const [own, other] = [beside(found, wanted), beside(wanted, found)];
    const allowed = grader.isRelative ? grader.tolerance * Math.abs(other) : grader.tolerance;
    const isNear = Math.abs(own - other) <= allowed + rounding * Math.max(Math.abs(own), Math.abs(other));
    return verdict(isNear, String(own));
  };
}
