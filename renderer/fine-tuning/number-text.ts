/** Made once: making one takes longer than formatting a page of numbers. */
const measured = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });

/** A number that was measured, with as many digits as tell something. */
export const numberText = (value: number): string => measured.format(value);
