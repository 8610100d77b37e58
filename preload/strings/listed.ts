/** Several things in a row: “a, b, and c”. */
export const listed = (words: readonly string[]): string => new Intl.ListFormat("en").format(words);
