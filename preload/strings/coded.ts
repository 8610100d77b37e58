import { fill } from "./fill.ts";

/** The words of a code that main gives, filled in; null where nobody here has words for it. */
export const codedText = (
  words: Record<string, string>,
  code: string,
  parameters: Record<string, string> = {},
): string | null => (Object.hasOwn(words, code) ? fill(words[code] ?? "", parameters) : null);
