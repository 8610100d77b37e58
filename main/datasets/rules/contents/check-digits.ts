/** A text's digits and Latin letters without what groups them. */
export const ungrouped = (text: string): string => text.replace(/[ \-.()/]/g, "");

/** Whether digits end with the check digit of Luhn's formula (ISO/IEC 7812-1, annex B). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let back = 0; back < digits.length; back += 1) {
    const digit = Number(digits[digits.length - 1 - back]);
    const counted = back % 2 === 0 ? digit : 2 * digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** The rest by a modulus of a number written in digits, and in letters that count from A as 10 (ISO 13616). */
export function restOf(text: string, modulus: number): number {
  let rest = 0;
  for (const letter of text) {
    const value = Number.parseInt(letter, 36);
    rest = ((value > 9 ? 100 : 10) * rest + value) % modulus;
  }
  return rest;
}

/** Whether eleven digits end with the check digit of ISO/IEC 7064, MOD 11,10. */
export function isMod11And10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** The check digit of a field of a machine-readable travel document (ICAO 9303, part 3, 4.9). */
export function travelDigit(field: string): number {
  let sum = 0;
  for (let at = 0; at < field.length; at += 1) {
    const letter = field[at] ?? "<";
    const value = letter === "<" ? 0 : Number.parseInt(letter, 36);
    sum += value * ([7, 3, 1][at % 3] ?? 0);
  }
  return sum % 10;
}
