import { binomialUpTo, normalBeyond } from "./distributions.ts";
import { gammaLog } from "./gamma.ts";

/** How likely it is, two-sided, that rows which differ fall this unevenly where neither side is better. */
export interface McNemar {
  /** The binomial test: never too often below its level, and too seldom where few rows differ. */
  exact: number;
  /** Less half of what is as likely as what was seen: close to its level. The usual one (Fagerland, Lydersen, Laake 2013). */
  midP: number;
  /** The statistics of McNemar (1947) and of Edwards (1948), and their probabilities by chi squared. */
  chiSquared: { statistic: number; pValue: number };
  corrected: { statistic: number; pValue: number };
}

/** Tests whether one of two passed more of the rows on which they differ. Null where they differ on none. */
export function mcnemar({ onlyA, onlyB }: { onlyA: number; onlyB: number }): McNemar | null {
  const differing = onlyA + onlyB;
  if (differing === 0) return null;
  const fewer = Math.min(onlyA, onlyB);
  const exact = Math.min(1, 2 * binomialUpTo(fewer, differing));
  const distance = Math.abs(onlyA - onlyB);
  const byChi = (statistic: number) => ({ statistic, pValue: normalBeyond(Math.sqrt(statistic)) });
  return {
    exact,
    midP: exact - Math.exp(chanceLog(fewer, differing)),
    chiSquared: byChi(distance ** 2 / differing),
    corrected: byChi((distance - 1) ** 2 / differing),
  };
}

/** The logarithm of the probability of just so many heads. */
const chanceLog = (heads: number, of: number): number =>
  gammaLog(of + 1) - gammaLog(heads + 1) - gammaLog(of - heads + 1) - of * Math.LN2;
