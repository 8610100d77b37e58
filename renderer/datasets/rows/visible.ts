/** A stretch of a text as it is drawn: as it is, or a sign in the place of what cannot be seen. */
export interface Drawn {
  text: string;
  isSign: boolean;
  /** Where it begins, in UTF-16 code units. */
  at: number;
}

/** Control characters but tab and line ends, halves of a pair alone, marks that turn the writing around, and characters without width. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text as stretches, in which what cannot be seen has a sign: `␀` for NUL, `\ud800` for half of a pair. */
export function drawnOf(text: string): Drawn[] {
  const drawn: Drawn[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (index > from) drawn.push({ text: text.slice(from, index), isSign: false, at: from });
    drawn.push({ text: signOf(character.charCodeAt(0)), isSign: true, at: index });
    from = index + character.length;
  }
  if (from < text.length) drawn.push({ text: text.slice(from), isSign: false, at: from });
  return drawn;
}

/** The same as one text. */
export const visible = (text: string): string =>
  text.replace(unseen, (character) => signOf(character.charCodeAt(0)));

/** The pictures of control characters are in the order of these (Unicode 16.0, block "Control Pictures"). */
function signOf(unit: number): string {
  if (unit < 0x20) return String.fromCharCode(0x2400 + unit);
  return unit === 0x7f ? "\u2421" : `\\u${unit.toString(16).padStart(4, "0")}`;
}
