import { seededRandom } from "../../statistics/random.ts";

/** Rows of about the same length, some of which are counted. */
interface Stratum {
  /** All of its rows, and their bytes. */
  rows: number;
  bytes: number;
  /** The rows to be counted, by their place in the dataset. */
  sampled: number[];
}

/** Which rows are to be counted so that the tokens of all of them can be told. */
export interface SamplePlan {
  /** By their place in the dataset, in order. */
  rows: number[];
  strata: readonly Stratum[];
  /** Bytes of each row. */
  lengths: ArrayLike<number>;
}

/** How many tokens a dataset has, as far as that is known. */
export interface TokenEstimate {
  total: number;
  /** Half the width of the interval that has the total in it in 95 of 100 samples; 0 where every row was counted. */
  error: number;
  /** Rows that were counted. */
  counted: number;
}

/** About how many rows are counted at most. */
const defaultSize = 2_000;

/**
 * Chooses the rows to be counted: a sample by length, more of long rows than of short ones, or all where they are few. The
 * same for the same seed.
 */
export function planSample(
  lengths: ArrayLike<number>,
  { seed, size = defaultSize }: { seed: number; size?: number },
): SamplePlan {
  const strata = new Map<number, Stratum>();
  let bytes = 0;
  for (let row = 0; row < lengths.length; row += 1) {
    const length = lengths[row] ?? 0;
    const stratum = strata.get(classOf(length)) ?? { rows: 0, bytes: 0, sampled: [] };
    strata.set(classOf(length), stratum);
    stratum.rows += 1;
    stratum.bytes += length;
    bytes += length;
  }
  const left = new Map<number, { rows: number; wanted: number }>();
  for (const [name, { rows, bytes: own }] of strata) {
    const share = lengths.length <= size ? rows : Math.ceil((size * own) / (bytes || 1));
    left.set(name, { rows, wanted: Math.min(rows, Math.max(2, share)) });
  }
  const random = seededRandom(seed);
  const rows: number[] = [];
  // One pass in order, each row with the chance that as many are taken as are wanted (Knuth, algorithm S).
  for (let row = 0; row < lengths.length; row += 1) {
    const name = classOf(lengths[row] ?? 0);
    const open = left.get(name);
    if (open === undefined) continue;
    if (random() * open.rows < open.wanted) {
      open.wanted -= 1;
      rows.push(row);
      strata.get(name)?.sampled.push(row);
    }
    open.rows -= 1;
  }
  return { rows, strata: [...strata.values()], lengths };
}

/** Rows of a class differ in length by less than half. */
const classOf = (length: number): number => Math.floor(2 * Math.log2(length + 1));

/** The normal quantile of 97.5%. */
const quantile = 1.96;

/**
 * What the tokens of a plan's rows tell of all rows: each class by the ratio of tokens to bytes in it (separate ratio
 * estimator, Cochran 1977, section 6.10). `tokens` gives those of a row that was counted.
 */
export function estimateTokens(plan: SamplePlan, tokens: (row: number) => number): TokenEstimate {
  let [total, variance, counted] = [0, 0, 0];
  for (const stratum of plan.strata) {
    const { sampled } = stratum;
    const taken = sampled.length;
    const bytes = sampled.reduce((sum, row) => sum + (plan.lengths[row] ?? 0), 0);
    const found = sampled.reduce((sum, row) => sum + tokens(row), 0);
    counted += taken;
    if (taken === stratum.rows) {
      total += found;
      continue;
    }
    const ratio = bytes === 0 ? 0 : found / bytes;
    total += ratio * stratum.bytes;
    const squares = sampled.reduce(
      (sum, row) => sum + (tokens(row) - ratio * (plan.lengths[row] ?? 0)) ** 2,
      0,
    );
    const left = 1 - taken / stratum.rows;
    variance += (stratum.rows ** 2 * left * squares) / (taken * Math.max(1, taken - 1));
  }
  return { total, error: quantile * Math.sqrt(variance), counted };
}
