import { normalQuantile } from "./distributions.ts";
import { type Interval, usualLevel } from "./medians.ts";
import type { Count } from "./proportions.ts";

/** What a judge's verdicts say about the true rate, by what is known of its mistakes. */
export interface CorrectedRate {
  /** From 0 to 1. */
  rate: number;
  interval: Interval;
}

/** What a judge passed, and how it did where a person's label is known. */
export interface JudgedRate {
  passed: Count;
  /** Of rows that a person passed, what the judge passed (`sensitivity`), and of those failed, what it failed. */
  sensitivity: Count;
  specificity: Count;
}

/**
 * The rate of rows that pass, freed of the judge's mistakes (Rogan and Gladen 1978), with the interval of Lang and
 * Reiczigel (2014), which allows for what is uncertain in all three counts. Null where a count is empty, and where the
 * judge is no better than a coin: nothing can be corrected then.
 */
export function correctedRate(
  { passed, sensitivity, specificity }: JudgedRate,
  { level = usualLevel } = {},
): CorrectedRate | null {
  if (passed.of === 0 || sensitivity.of === 0 || specificity.of === 0) return null;
  const share = ({ count, of }: Count) => count / of;
  const power = share(sensitivity) + share(specificity) - 1;
  if (power <= 0) return null;
  const rate = within((share(passed) + share(specificity) - 1) / power);
  const z = normalQuantile((1 + level) / 2);
  // Lang and Reiczigel add z²/2 to the verdicts on both sides, and 1 to the labels.
  const more = (count: Count, by: number) => ({ count: count.count + by, of: count.of + 2 * by });
  const [seen, hits, misses] = [more(passed, z ** 2 / 2), more(sensitivity, 1), more(specificity, 1)];
  const strength = share(hits) + share(misses) - 1;
  const centre = (share(seen) + share(misses) - 1) / strength;
  const variance = (count: Count) => (share(count) * (1 - share(count))) / count.of;
  const [ofHits, ofMisses] = [variance(hits), variance(misses)];
  const shift = 2 * z ** 2 * (centre * ofHits - (1 - centre) * ofMisses);
  const reach =
    (z / strength) * Math.sqrt(variance(seen) + centre ** 2 * ofHits + (1 - centre) ** 2 * ofMisses);
  return { rate, interval: { low: within(centre + shift - reach), high: within(centre + shift + reach) } };
}

const within = (rate: number): number => Math.min(1, Math.max(0, rate));
