/**
 * JSON whose text can be written as UTF-8: half a character of UTF-16 on its own, which UTF-8 has no bytes for, becomes
 * its escape. What is there as an escape stays one.
 */
export const wellFormed = (json: string): string =>
  json.isWellFormed()
    ? json
    : json.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
