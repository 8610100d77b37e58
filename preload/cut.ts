let made: Intl.Segmenter | undefined;
/** Made once, and only where a text is cut: it takes longer to make than the app has at its start. */
const characters = (): Intl.Segmenter => {
  made ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return made;
};
/** Code units looked at on either side of a cut: no character that people write is longer. */
const around = 128;

/** Code units of the letters that flags are written with, and that begin some other pictures. */
const isHalfOfFlag = (unit: number) => unit === 0xd83c || (unit >= 0xdde6 && unit <= 0xddff);

/** The last place at or before `at` where a text can be cut without cutting a character as people see it. Both count UTF-16 code units. */
function placeBefore(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  let from = Math.max(0, at - around);
  // Flags are pairs, counted from where a row of them begins.
  while (from > 0 && isHalfOfFlag(text.charCodeAt(from))) from -= 1;
  const found =
    characters()
      .segment(text.slice(from, at + around))
      .containing(at - from)?.index ?? 0;
  return from + found;
}

/** The beginning of a text, at most `limit` UTF-16 code units of it, that ends with a whole character. */
export const beginningOf = (text: string, limit: number): string => text.slice(0, placeBefore(text, limit));

/** The end of a text from the whole character on that `limit` UTF-16 code units from its end falls into. */
export const endingOf = (text: string, limit: number): string =>
  text.slice(placeBefore(text, text.length - limit));

/** A text of at most `limit` UTF-16 code units: one that is longer ends with a whole character and an ellipsis. */
export const shortenedTo = (text: string, limit: number): string =>
  text.length <= limit ? text : `${beginningOf(text, limit - 1).trimEnd()}…`;
