/** A row's text as it is written: a blob where it holds a NUL, at which SQLite would end it. */
export function textCell(text: string): string | Uint8Array {
  const whole = text.isWellFormed() ? text : text.replace(unpaired, escaped);
  return whole.includes("\0") ? new TextEncoder().encode(whole) : whole;
}

/** The text in a cell that `textCell` has made. */
export const cellText = (cell: unknown): string =>
  cell instanceof Uint8Array ? new TextDecoder().decode(cell) : String(cell);

/** Half of a character, which UTF-8 has no bytes for. */
const unpaired = /\p{Surrogate}/gu;

/** JSON's own way to write it, which says the same within a string. */
const escaped = (half: string) => `\\u${half.charCodeAt(0).toString(16)}`;

/** Bytes of a row as a line of JSONL. */
export const bytesOf = (text: string): number => Buffer.byteLength(text) + 1;
