/** Steps of the shade, from the lowest score to the highest; see matrix.css. */
const steps = 10;

/** How a score is shaded between the lowest and the highest that its grader gives: a step from 0 to 10; null without one. */
export function heatOf(score: number | null, [low, high]: readonly [number, number]): number | null {
  if (score === null || Number.isNaN(score)) return null;
  if (high <= low) return score >= high ? steps : 0;
  return Math.round(steps * Math.min(1, Math.max(0, (score - low) / (high - low))));
}
