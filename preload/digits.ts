/** Digits after the point at most. */
const mostDigits = 6;

/** A difference with the two numbers that it is of. */
export interface Subtracted {
  own: number;
  other: number;
  difference: number;
}

/** As many digits after the point as an interval so wide leaves a meaning; one where there is none. */
export const digitsOfWidth = (width: number): number =>
  width > 0 ? Math.min(mostDigits, Math.max(0, 1 - Math.floor(Math.log10(width)))) : 1;

/**
 * Digits after the point with which every difference that is told is that of the two numbers beside it: `fewest`, or more where
 * rounding would have them contradict each other.
 */
export function agreeingDigits(fewest: number, told: readonly Subtracted[]): number {
  for (let digits = fewest; digits <= mostDigits; digits += 1) {
    const units = (value: number) => Math.round(Number(value.toFixed(digits)) * 10 ** digits);
    if (told.every(({ own, other, difference }) => units(own) - units(other) === units(difference)))
      return digits;
  }
  return fewest;
}
