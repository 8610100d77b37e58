import { beginningOf, endingOf } from "../../preload/cut.ts";

/** Characters that are shown before and after what differs, and of what differs itself. */
const around = 120;
const most = 4_000;

/** Two texts cut down to where they differ, with a little around it; an ellipsis where something is left out. */
export function excerptsOf(before: string, after: string): { before: string; after: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const first = Math.max(0, start - around);
  const last = Math.max(0, end - around);
  const cut = (text: string) => {
    const middle = text.slice(first, text.length - last);
    const shown =
      middle.length > most ? `${beginningOf(middle, most / 2)} … ${endingOf(middle, most / 2)}` : middle;
    return `${first > 0 ? "… " : ""}${shown}${last > 0 ? " …" : ""}`;
  };
  return { before: cut(before), after: cut(after) };
}
