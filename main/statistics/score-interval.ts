import { bootstrapMean } from "./bootstrap.ts";
import { isPassFail, meanInterval, meanOf, type Values } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";

/** Where a mean score lies, and by which method. */
export interface ScoreInterval {
  method: "wilson" | "t" | "studentized_bootstrap" | "wider_of_both";
  interval: Interval;
}

/** Values beyond which Student's t is close whatever the skewness, and a bootstrap would take long. */
const mostDrawn = 10_000;

/**
 * The interval of a mean by the method that holds for these values: Wilson's where each is 0 or 1; Student's t at any
 * size where they are not skewed, that is from 50 times the square of their skewness on (twice as many as Cochran asks
 * for, Sampling Techniques, 1977, 2.15, since the skewness is only measured); the studentized bootstrap for fewer; and
 * Student's t for more than 10,000. Null of fewer than two values, and where all are the same other than 0 or 1.
 */
export function scoreInterval(
  values: Values,
  { seed, level = usualLevel }: { seed: number; level?: number },
): ScoreInterval | null {
  const usual = meanInterval(values, { level });
  if (usual === null) return null;
  if (isPassFail(values)) return { method: "wilson", interval: usual };
  if (usual.low === usual.high) return null;
  const size = values.length;
  if (size > mostDrawn || size >= 50 * skewnessOf(values) ** 2) return { method: "t", interval: usual };
  const drawn = bootstrapMean(values, { seed, level });
  return drawn && { method: "studentized_bootstrap", interval: drawn.studentized };
}

/**
 * The interval of a mean of differences, of which many may be 0 and the others lie on both sides: the wider end, each way,
 * of Student's t and of what `scoreInterval` takes, which alone is far too narrow there. Null as `scoreInterval`, and
 * where all differences are 0 or 1.
 */
export function differenceInterval(
  differences: Values,
  options: { seed: number; level?: number },
): ScoreInterval | null {
  const usual = meanInterval(differences, options);
  const chosen = scoreInterval(differences, options);
  if (!usual || !chosen || chosen.method === "wilson") return null;
  if (chosen.method === "t") return chosen;
  const { low, high } = chosen.interval;
  return {
    method: "wider_of_both",
    interval: { low: Math.min(low, usual.low), high: Math.max(high, usual.high) },
  };
}

/** The third moment over the cube of the standard deviation. NaN where all values are the same. */
export function skewnessOf(values: Values): number {
  const mean = meanOf(values);
  let [squares, cubes] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const away = (values[at] ?? 0) - mean;
    squares += away ** 2;
    cubes += away ** 3;
  }
  return cubes / values.length / (squares / values.length) ** 1.5;
}
