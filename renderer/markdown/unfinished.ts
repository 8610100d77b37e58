import remend from "remend";

/** Ends of a text whose meaning is not known before more of it has arrived. They are held back until then. */
const undecided = [
  // The opening line of a fence: its language is still being written.
  /(?:^|\n)[ \t>]*(?:`{3,}|~{3,})[^\n`]*$/,
  // A line of nothing but signs, or the number of a list item.
  /(?:^|\n)(?:[ \t>]|[-+*] )*(?:[-+*_=#>|`~:\\$^ \t]+|\d{1,9}[.)]?[ \t]*|[-+*] \[[ xX]?\]?[ \t]*)$/,
  // The definition of a link or a footnote, and what may become one.
  /(?:^|\n) {0,3}\[(?:[^\]\s]{0,20}\]?|\^[^\]\n]*\]?|[^\]\n]*\]:[^\n]*)$/,
  // The first row of a table, before the line below it says that it is one.
  /(?:^|\n[ \t]*\n)[ \t]*\|[^\n]*\n?$/,
  // Formulas. A lone dollar may be money, so it holds back little.
  /\\\[(?:[^\\]|\\(?!\])){0,2000}$/,
  /\\\((?:[^\\\n]|\\(?!\))){0,500}$/,
  /(?<![\\$`])\$\$[^$`]{1,2000}\$?$/,
  /(?<=^|[\s(])\$[^\s$\d`][^$\n`]{0,60}$/,
  // Signs that open something at the very end.
  /(?<=^|[\s(])(?:[*_]{1,3}|~{1,2}|`{1,3}|\${1,2}|!?\[|!|\\)$/,
];

/** A picture whose address is still being written: its text, as it will be shown. */
const openImage = /!\[([^\]\n]*)(?:\](?:\([^)\s]*)?)?$/;

/** Text longer than this, in characters, is left as it is: completing it would look through all of it each time. */
const longest = 5000;

const completion = {
  linkMode: "text-only",
  katex: false,
  htmlTags: false,
  comparisonOperators: false,
  singleTilde: false,
} as const;

/**
 * The last block of a text that is still being written, as it shall be drawn meanwhile: emphasis, code and links
 * that are open are closed, and what cannot be told yet is held back. Empty where there is nothing to draw.
 */
export function withoutLooseEnds(block: string): string {
  if (block.length > longest) return block;
  const decided = undecided.reduce((text, end) => text.replace(end, ""), block);
  return remend(decided.replace(openImage, "$1"), completion);
}
