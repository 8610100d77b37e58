/** A text as words, numbers, single marks, and the spaces between them: joined they are the text again. */
export const piecesOf = (text: string): string[] => text.match(piece) ?? [];

const piece = /\p{L}[\p{L}\p{M}]*|\p{N}+|\s+|[^\s\p{L}\p{N}]/gu;

/** Whether a piece is nothing but space. */
export const isSpace = (piece: string): boolean => /^\s/.test(piece);

/** What a piece looks like: what names, numbers and codes have in common. */
export function shapeOf(piece: string): string {
  if (isSpace(piece)) return "space";
  if (/^\p{N}/u.test(piece)) return `number ${Math.min(piece.length, 8)}`;
  if (!/^\p{L}/u.test(piece)) return piece;
  if (piece.length > 1 && piece === piece.toUpperCase()) return "CAPITALS";
  return piece[0] === piece[0]?.toUpperCase() ? "Name" : "word";
}
