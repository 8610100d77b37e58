import { betaQuantile, normalQuantile } from "./distributions.ts";
import { type Interval, usualLevel } from "./medians.ts";

/** So many of so many. */
export interface Count {
  count: number;
  of: number;
}

/** A share with the interval in which it lies. */
export interface Share extends Count {
  share: number;
  interval: Interval;
}

/** A share with Wilson's interval; null of nothing. */
export const shareOf = (count: number, of: number, { level = usualLevel } = {}): Share | null =>
  of === 0 ? null : { count, of, share: count / of, interval: shareInterval(count, of, { level }) };

/**
 * Where a share lies of which `count` of `of` were seen (Wilson 1927). The one to use: its coverage is on average what
 * it says, at any size. Counts may be fractions, for an effective size.
 */
export function shareInterval(count: number, of: number, { level = usualLevel } = {}): Interval {
  const z = normalQuantile((1 + level) / 2);
  const share = count / of;
  const centre = share + z ** 2 / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const whole = 1 + z ** 2 / of;
  // The formula gives the ends exactly; a rounded one may lie beside them.
  const low = count === 0 ? 0 : (centre - reach) / whole;
  return { low, high: count === of ? 1 : (centre + reach) / whole };
}

/** The same, never with less than the probability `level`, and so wider than it says (Clopper and Pearson 1934). */
export function exactShareInterval(count: number, of: number, { level = usualLevel } = {}): Interval {
  const tail = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : betaQuantile(tail, count, of - count + 1),
    high: count === of ? 1 : betaQuantile(1 - tail, count + 1, of - count),
  };
}

/** The same by Bayes' rule, with Jeffreys' prior: equal tails of a beta distribution (Brown, Cai and DasGupta 2001). */
export function jeffreysInterval(count: number, of: number, { level = usualLevel } = {}): Interval {
  const tail = (1 - level) / 2;
  const [passed, failed] = [count + 0.5, of - count + 0.5];
  return { low: betaQuantile(tail, passed, failed), high: betaQuantile(1 - tail, passed, failed) };
}
