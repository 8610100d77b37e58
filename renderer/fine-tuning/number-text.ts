/** Made once: making one takes longer than formatting a page of numbers. */
const measured = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });

const immense = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4, notation: "scientific" });

/** A number that was measured, with as many digits as tell something. */
export const numberText = (value: number): string =>
  (Math.abs(value) < 1e15 ? measured : immense).format(value);
