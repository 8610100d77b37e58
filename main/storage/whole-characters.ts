/**
 * Splits a text into what can be written and a first half of a surrogate pair at its end, which is kept for what comes
 * next. NUL is left out: SQLite ends a text there.
 */
export function wholeCharacters(text: string): [whole: string, half: string] {
  const clean = text.replaceAll("\0", "");
  const half = /[\uD800-\uDBFF]$/.test(clean) ? clean.slice(-1) : "";
  return [clean.slice(0, clean.length - half.length).toWellFormed(), half];
}
