const token = / ?[\p{L}\p{N}]{1,5}| ?[^\s\p{L}\p{N}]{1,3}|\s{1,6}/gu;

/**
 * Cuts text into pieces of one to six characters, words with the space before them, as a tokenizer would.
 * Joined again they are the same text.
 */
export const splitTokens = (text: string): string[] => text.match(token) ?? [];

/**
 * How many tokens a text has by the cut above: about one for four characters of English. The service counts
 * with each model's own vocabulary, so its numbers differ.
 */
export const countTokens = (text: string): number => splitTokens(text).length;
