/** A scale from 0 to 100 for values from 0 on, with a few round ticks. */
export interface Scale {
  /** Where a value lies, in hundredths of the width. */
  at(value: number): number;
  ticks: number[];
}

const wantedTicks = 4;

/** A scale that begins at 0, so that lengths can be compared, and ends at a round number above all values. */
export function scaleOf(values: readonly number[]): Scale {
  const highest = Math.max(0, ...values);
  const step = roundStep((highest || 1) / wantedTicks);
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  const end = step * count;
  return {
    at: (value) => (100 * value) / end,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}

/** The next number from 1, 2, 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The same for values that may lie below 0: it begins there at a round number. */
export function scaleAround(values: readonly number[]): Scale {
  return Math.min(0, ...values) === 0 ? scaleOf(values) : scaleBetween([0, ...values]);
}

/** A scale from a round number at or below all values to one at or above them; 0 need not be among them. */
export function scaleBetween(values: readonly number[]): Scale {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const step = roundStep((highest - lowest || 1) / wantedTicks);
  const from = Math.floor(lowest / step + 1e-9);
  const to = Math.max(Math.ceil(highest / step - 1e-9), from + 1);
  return {
    at: (value) => (100 * (value / step - from)) / (to - from),
    ticks: Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step),
  };
}
