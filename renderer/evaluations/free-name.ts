import { evaluations as words } from "../../preload/strings/evaluations.ts";
import { fill } from "../../preload/strings/fill.ts";

/** A name that none of these has: the one that is wanted, or with a number behind it. */
export function freeName(wanted: string, taken: readonly { name: string }[]): string {
  const isTaken = (one: string) => taken.some(({ name }) => name === one);
  let [free, number] = [wanted, 1];
  while (isTaken(free)) {
    number += 1;
    free = fill(words.another, { name: wanted, number });
  }
  return free;
}
