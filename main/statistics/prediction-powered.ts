import { meanOf, studentInterval, type Values, varianceOf } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { rowDifferences } from "./paired-means.ts";

/** A mean by a person's scores of some rows and a judge's of all. */
export interface PredictionPowered {
  mean: number;
  error: number;
  interval: Interval;
  /** How much of the judge is used: 0 where it is of no help, 1 where it is as good as the person. */
  weight: number;
}

/**
 * What the person's mean would be over all rows (prediction-powered inference, Angelopoulos et al. 2023): the judge's
 * mean over rows without a label, and over the labelled ones what the person gave beyond that. With the weight that makes
 * the error least (PPI++, Angelopoulos, Duchi and Zrnic 2023), so that a bad judge costs nothing; weight 1 is the plain
 * form. Labelled rows have to be drawn at random from all. Null of fewer than two rows of either kind.
 */
export function predictionPowered(
  { unlabelled, judge, person }: { unlabelled: Values; judge: Values; person: Values },
  { level = usualLevel, weight }: { level?: number; weight?: number } = {},
): PredictionPowered | null {
  const [many, few] = [unlabelled.length, person.length];
  if (many < 2 || few < 2 || judge.length !== few) return null;
  const used = weight ?? bestWeight(judge, person, varianceOf(unlabelled), few / many);
  const beyond = rowDifferences(
    new Float64Array(judge).map((score) => used * score),
    person,
  );
  const mean = used * meanOf(unlabelled) + meanOf(beyond);
  const [ofMany, ofFew] = [(used ** 2 * varianceOf(unlabelled)) / many, varianceOf(beyond) / few];
  const error = Math.sqrt(ofMany + ofFew);
  // Degrees of freedom after Satterthwaite (1946).
  const freedom = error === 0 ? few - 1 : error ** 4 / (ofMany ** 2 / (many - 1) + ofFew ** 2 / (few - 1));
  return { mean, error, weight: used, interval: studentInterval(mean, error, freedom, { level }) };
}

/** How much the person's scores follow the judge's, less what the judge's own mean is uncertain by; 0 to 1. */
function bestWeight(judge: Values, person: Values, ofMany: number, ratio: number): number {
  const [meanJudge, meanPerson] = [meanOf(judge), meanOf(person)];
  let together = 0;
  for (let row = 0; row < judge.length; row += 1) {
    together += ((judge[row] ?? 0) - meanJudge) * ((person[row] ?? 0) - meanPerson);
  }
  const covariance = together / (judge.length - 1);
  // The judge's variance is that of all rows together.
  const variance = (varianceOf(judge) * ratio + ofMany) / (1 + ratio);
  return variance === 0 ? 0 : Math.min(1, Math.max(0, covariance / ((1 + ratio) * variance)));
}
