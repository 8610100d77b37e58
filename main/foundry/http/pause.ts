import { setTimeout } from "node:timers/promises";

/** The longest that a timer of Node's can be set for: one that is set for longer ends at once. */
export const longestTimer = 2 ** 31 - 1;

/** Resolves after so many milliseconds, or after the longest that there is a timer for. Throws when the signal aborts. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  setTimeout(Math.min(milliseconds, longestTimer), undefined, { signal });
