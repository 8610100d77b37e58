import type { ScoreDifference } from "../../../../preload/contract/evaluation-verdicts.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { counted } from "../../../figures/counted.ts";
import { betweenText, differenceText, pText, sizeText, type Unit } from "../numbers.ts";

const words = evaluationResults.verdict;

/** What a difference comes to, in one sentence: the effect and its interval, and what could not have been seen. */
export function sentenceOf(
  difference: ScoreDifference,
  names: { model: string; baseline: string },
  unit: Unit,
): string {
  const { word, effect, rows, smallest } = difference;
  const shown = (value: number) => differenceText(value, unit);
  const between = betweenText(effect, shown);
  const values = {
    ...names,
    effect: shown(effect.value),
    size: sizeText(Math.abs(effect.value), unit),
    rows: counted(evaluationResults.matrix.count, rows),
    interval: between === null ? words.noInterval : fill(words.intervalOf, { between }),
  };
  const said = fill(words.sentences[word], values);
  if (word !== "none" || smallest === null) return said;
  return `${said} ${fill(words.sentences.unseen, { smallest: sizeText(smallest, unit) })}`;
}

/** How sure that is: the corrected p-value, and what it was corrected for. `nameOf` names a correction. */
export function certaintyOf(
  { p, adjusted, correction }: ScoreDifference,
  nameOf: (method: string) => string,
): string {
  if (p === null) return words.noP;
  const { count, method } = correction;
  if (count < 2) return fill(words.uncorrected, { p: pText(p) });
  return fill(words.corrected, {
    p: pText(adjusted),
    count: count.toLocaleString(),
    method: nameOf(method),
  });
}
