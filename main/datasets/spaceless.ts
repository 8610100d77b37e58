/** The scripts that put no spaces between words, as the inside of a class of characters: each of theirs is looked at like a word. */
export const spaceless = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"]
  .map((script) => `\\p{Script=${script}}`)
  .join("");
