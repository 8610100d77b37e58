import { beginningOf, endingOf } from "../../preload/cut.ts";

/** Characters that are shown before and after what differs, and of what differs itself. */
const around = 120;
const most = 4_000;

/** Two texts cut down to where they differ, with a little around it; an ellipsis where something is left out. */
export function excerptsOf(before: string, after: string): { before: string; after: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  // Two characters may share their first half.
  if (isFirstHalf(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (end > 0 && isSecondHalf(before.charCodeAt(before.length - end))) end -= 1;
  const head = endingOf(before.slice(0, start), around);
  const tail = beginningOf(before.slice(before.length - end), around);
  const cut = (text: string) => {
    const middle = text.slice(start, text.length - end);
    const shown =
      middle.length > most ? `${beginningOf(middle, most / 2)} … ${endingOf(middle, most / 2)}` : middle;
    return `${head.length < start ? "… " : ""}${head}${shown}${tail}${tail.length < end ? " …" : ""}`;
  };
  return { before: cut(before), after: cut(after) };
}

const isFirstHalf = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isSecondHalf = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
