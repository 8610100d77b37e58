import type { ScoreDifference } from "../../../../preload/contract/evaluation-verdicts.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { counted } from "../../../figures/counted.ts";
import { betweenText, differenceText, pText, sizeText, valueText } from "../numbers.ts";

const words = evaluationResults.verdict;

/** What a difference comes to, in one sentence: the effect and its interval, and what could not have been seen. */
export function sentenceOf(difference: ScoreDifference, names: { model: string; baseline: string }): string {
  const { word, why, effect, means, rows, smallest, unit } = difference;
  const count = counted(evaluationResults.matrix.count, rows);
  if (word === "too_little" || effect === null || means === null)
    return fill(words.tooLittle[why ?? "few_rows"], { ...names, rows: count });
  const said = fill(words.sentences[word], {
    ...names,
    now: valueText(means.model, unit),
    before: valueText(means.baseline, unit),
    effect: differenceText(effect.value, unit),
    interval: betweenText(effect, (value) => differenceText(value, unit)) ?? words.noInterval,
  });
  if (word !== "none" || smallest === null) return said;
  return `${said} ${fill(words.unseen, { smallest: sizeText(smallest, unit) })}`;
}

/** How sure that is: the corrected p-value, and what it was corrected for. */
export function certaintyOf({ p, adjusted, correction }: ScoreDifference): string {
  if (p === null) return words.noP;
  const { count, method } = correction;
  if (count < 2) return fill(words.uncorrected, { p: pText(p) });
  return fill(words.corrected, {
    p: pText(adjusted),
    count: count.toLocaleString(),
    method: words.corrections[method],
  });
}
