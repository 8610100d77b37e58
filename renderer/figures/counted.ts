import { fill } from "../../preload/strings/fill.ts";

/** A number of things in words: `1 row`, `12,345 rows`. */
export const counted = (words: { one: string; many: string }, count: number): string =>
  count === 1 ? words.one : fill(words.many, { count: count.toLocaleString() });
