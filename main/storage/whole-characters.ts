/** Takes a piece of a text, and gives what of it can be written. */
export type WholeCharacters = (piece: string) => string;

/**
 * Makes pieces of one text writable, wherever they were cut: the first half of a surrogate pair waits for the next piece.
 * NUL is left out, because SQLite ends a text there.
 */
export function wholeCharacters(): WholeCharacters {
  let half = "";
  return (piece) => {
    const clean = half + piece.replaceAll("\0", "");
    half = /[\uD800-\uDBFF]$/.test(clean) ? clean.slice(-1) : "";
    return clean.slice(0, clean.length - half.length).toWellFormed();
  };
}
