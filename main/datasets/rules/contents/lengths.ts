/** Lengths whose logarithms are nearer than this are counted as one: within half a percent. */
const width = 0.01;
/** Up to 2^31 characters. */
const bins = Math.ceil(Math.log(2 ** 31) / width) + 1;
/** A modified z-score beyond which a value stands out (Iglewicz and Hoaglin 1993). */
const farZ = 3.5;
/** What makes a median absolute deviation comparable to a standard deviation. */
const scale = 1.4826;
/** The least spread that is taken for granted, so that rows of one length do not make the next one stand out. */
const leastSpread = 0.2;
const leastRows = 20;

/** How long the rows of a dataset are: lengths in the unit they were added in, exact within half a percent. */
export interface Lengths {
  rows: number;
  median: number;
  /** Shorter than this, or longer than that, a row stands out; null where there are fewer than twenty rows. */
  usual: { low: number; high: number } | null;
}

/** Counts lengths in 17 kB of memory, however many they are. */
export interface LengthCounts {
  /** Takes the length of a row, in any unit. */
  add(length: number): void;
  counted(): Lengths;
}

/** Begins a count. */
export function createLengthCounts(): LengthCounts {
  const counts = new Float64Array(bins);
  let rows = 0;
  return {
    add(length) {
      const bin = Math.min(Math.floor(Math.log(Math.max(length, 0) + 1) / width), bins - 1);
      counts[bin] = (counts[bin] ?? 0) + 1;
      rows += 1;
    },
    counted() {
      if (rows === 0) return { rows, median: 0, usual: null };
      const middle = binOf(counts, rows / 2);
      const median = Math.round(lengthOf(middle));
      if (rows < leastRows) return { rows, median, usual: null };
      const away = new Float64Array(bins);
      for (const [bin, count] of counts.entries()) {
        const distance = Math.abs(bin - middle);
        away[distance] = (away[distance] ?? 0) + count;
      }
      const spread = Math.max(scale * width * binOf(away, rows / 2), leastSpread);
      const far = (farZ * spread) / width;
      return { rows, median, usual: { low: lengthOf(middle - far), high: lengthOf(middle + far) } };
    },
  };
}

/** The first bin up to which so many are counted. */
function binOf(counts: Float64Array, wanted: number): number {
  let seen = 0;
  return Math.max(
    counts.findIndex((count) => {
      seen += count;
      return seen >= wanted;
    }),
    0,
  );
}

const lengthOf = (bin: number): number => Math.max(Math.exp((bin + 0.5) * width) - 1, 0);

/** Whether a row of that length stands out among the others. */
export const standsOut = (length: number, { usual }: Lengths): boolean =>
  usual !== null && (length < usual.low || length > usual.high);
