import type { ScoreDifference } from "../contract/evaluation-verdicts.ts";
import { agreeingDigits, digitsOfWidth } from "../digits.ts";
import { evaluationVerdicts as words } from "./evaluation-verdicts.ts";
import { fill } from "./fill.ts";

/** Probabilities below this are told as below it. */
const smallestP = 0.001;

/**
 * What a comparison came to in a sentence, or two where no difference was found: better, worse, no difference and what
 * could not have been seen, or too little was graded. `names` are what the two models are called.
 */
export function sentenceOf(difference: ScoreDifference, names: { model: string; baseline: string }): string {
  const { word, why, effect, means, rows, clusters, ungraded } = difference;
  if (word === "too_little" || !effect || !means)
    return fill(rows === 1 && isFew(why) ? words.oneRow : words.tooLittle[why ?? "few_rows"], {
      ...names,
      rows,
      groups: clusters?.count ?? rows,
      own: percent(ungraded.model, 0),
      other: percent(ungraded.baseline, 0),
    });
  const told = fill(words.sentences[word], {
    ...names,
    means: meansOf(difference, names),
    effect: effectOf(difference),
    facts: factsOf(difference),
  });
  const { smallest } = difference;
  if (word !== "none" || smallest === null) return told;
  if (isUnseeable(difference)) return `${told} ${words.sentences.unseeable}`;
  return `${told} ${fill(words.sentences.smallest, { smallest: amount(difference, smallest) })}`;
}

/** Whether not even the largest difference that there can be would have been seen. */
export const isUnseeable = ({ smallest, unit }: ScoreDifference): boolean =>
  unit !== "score" && smallest !== null && smallest >= 1;

const isFew = (why: ScoreDifference["why"]): boolean => why === null || why === "few_rows";

function meansOf(difference: ScoreDifference, names: { model: string; baseline: string }): string {
  const { unit, means } = difference;
  const digits = digitsOf([difference]);
  const shown = (value: number) => (unit === "score" ? number(value, digits) : percent(value, digits));
  const [own, other] = [shown(means?.model ?? 0), shown(means?.baseline ?? 0)];
  return unit === "wins"
    ? fill(words.sentences.wins, { own, ...names })
    : fill(words.sentences.means, { own, other });
}

function effectOf(difference: ScoreDifference): string {
  const value = difference.effect?.value ?? 0;
  const size = amount(difference, Math.abs(value));
  // What is rounded to nothing is neither more nor less.
  if (Number.parseFloat(size) === 0) return words.sentences.same;
  return fill(value > 0 ? words.sentences.more : words.sentences.less, { difference: size });
}

function factsOf(difference: ScoreDifference): string {
  const { effect, adjusted, correction, unit } = difference;
  const digits = digitsOf([difference]);
  const end = (value: number) => number(unit === "score" ? value : 100 * value, digits);
  const facts: string[] = [];
  if (effect && effect.low !== null && effect.high !== null)
    facts.push(fill(words.sentences.interval, { low: end(effect.low), high: end(effect.high) }));
  if (adjusted !== null) {
    const { p, smallP, corrected } = words.sentences;
    const told =
      adjusted < smallestP ? fill(smallP, { p: smallestP }) : fill(p, { p: probability(adjusted) });
    const { count } = correction;
    facts.push(count > 1 ? `${told}, ${fill(corrected, { count })}` : told);
  }
  return facts.length === 0 ? "" : fill(words.sentences.facts, { facts: facts.join("; ") });
}

/** An amount in the unit of the effect: points of a hundred, or of the score. */
function amount(difference: ScoreDifference, value: number): string {
  const { point, points } = words.sentences;
  const digits = digitsOf([difference]);
  if (difference.unit === "score") return number(value, digits);
  const count = number(100 * value, digits);
  return fill(count === "1" ? point : points, { count });
}

/**
 * As many digits after the point as the widths of the intervals leave a meaning, and more where a difference that is told
 * would not be that of the two numbers beside it. Of shares, in points of a hundred.
 */
export function digitsOf(differences: readonly Pick<ScoreDifference, "effect" | "means" | "unit">[]): number {
  const told = differences.map(({ effect, means, unit }) => {
    const scale = unit === "score" ? 1 : 100;
    return {
      width: effect?.low == null || effect.high === null ? 0 : scale * (effect.high - effect.low),
      own: scale * (means?.model ?? 0),
      other: scale * (means?.baseline ?? 0),
      difference: scale * (effect?.value ?? 0),
    };
  });
  return agreeingDigits(Math.max(...told.map(({ width }) => digitsOfWidth(width))), told);
}

const percent = (share: number, digits: number): string => `${number(100 * share, digits)}%`;

const number = (value: number, digits: number): string =>
  new Intl.NumberFormat("en", { maximumFractionDigits: digits, useGrouping: false, signDisplay: "negative" })
    .format(value)
    .replace("-", "−");

const probability = (p: number): string =>
  new Intl.NumberFormat("en", { maximumSignificantDigits: p < 0.1 ? 1 : 2 }).format(p);
