/** What Python's `str.split()` cuts at. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts the separators of ASCII as spaces.
const spaces = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

/** The words of a text as Python's `str.split()` cuts it. */
export const wordsOf = (text: string): string[] => text.split(spaces).filter((word) => word !== "");
