import { diffWordsWithSpace } from "diff";

/** A stretch of two texts: in both, only in the first, or only in the second. */
export interface Stretch {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Characters of both texts together beyond which they are not compared. */
export const differenceLimit = 400_000;
/** Milliseconds after which two texts are too different to be worth comparing. */
const patience = 1000;

/**
 * What was taken away from the first text and added to make the second, word by word. Null when that takes more than `timeout`
 * milliseconds.
 */
export function differences(first: string, second: string, timeout = patience): Stretch[] | null {
  if (first.length + second.length > differenceLimit) return null;
  const changes = diffWordsWithSpace(first, second, { timeout });
  return (
    changes?.map(({ added, removed, value }) => ({
      kind: added ? "added" : removed ? "removed" : "same",
      text: value,
    })) ?? null
  );
}
