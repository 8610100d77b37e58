/** A row's text as it can be kept: half characters, which UTF-8 has no bytes for, as JSON's escapes. */
export const keepable = (text: string): string =>
  text.isWellFormed() ? text : text.replace(unpaired, escaped);

/** A text that can be kept as it is written: a blob where it holds a NUL, at which SQLite would end it. */
export const textCell = (text: string): string | Uint8Array =>
  text.includes("\0") ? new TextEncoder().encode(text) : text;

/** The text in a cell that `textCell` has made. */
export const cellText = (cell: unknown): string =>
  cell instanceof Uint8Array ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(cell) : String(cell);

const unpaired = /\p{Surrogate}/gu;

/** JSON's own way to write it, which says the same within a string. */
const escaped = (half: string) => `\\u${half.charCodeAt(0).toString(16)}`;
