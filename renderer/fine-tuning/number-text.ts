/** A number that was measured, with as many digits as tell something. */
export const numberText = (value: number): string =>
  value.toLocaleString(undefined, { maximumSignificantDigits: 4 });
