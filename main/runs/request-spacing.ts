import { setTimeout } from "node:timers/promises";
import { keyedQueue } from "../keyed-queue.ts";

/**
 * Lets requests leave one after the other. Of several at the same moment each would wait, in this computer, until the
 * others are on their way, and the wait would be measured as the model's.
 */
export interface Departures {
  /** Resolves when the next request may leave. Never rejects. */
  next(): Promise<void>;
}

/** `gap`: milliseconds before the first request, and between two. */
export function createDepartures(gap: number): Departures {
  const inTurn = keyedQueue();
  let leftAt = Number.NEGATIVE_INFINITY;
  return {
    next: () => {
      const asked = performance.now();
      return inTurn("departures", async () => {
        // The first one waits too: whatever asked for it still has the screen and the database to tell.
        const wait = Math.max(asked, leftAt) + gap - performance.now();
        if (wait > 0) await setTimeout(wait);
        leftAt = performance.now();
      });
    },
  };
}
